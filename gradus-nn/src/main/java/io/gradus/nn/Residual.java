package io.gradus.nn;

import io.gradus.Tensor;

/// `y = x + f(x)`: the body learns only the change (He et al. 2016, eq. 1).
///
/// The body must give the shape of x; its part is called `body`.
///
/// @param body `f`
public record Residual(Layer body) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.add(s.call("body", body, x));
  }
}
