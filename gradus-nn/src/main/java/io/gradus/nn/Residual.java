package io.gradus.nn;

import io.gradus.Tensor;

/// `y = x + f(x)`: the body learns only the change.
public record Residual(Layer body) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.add(s.call("body", body, x));
  }
}
