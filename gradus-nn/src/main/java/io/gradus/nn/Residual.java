package io.gradus.nn;

import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y = x + f(x)`: the body learns only the change (He et al. 2016, eq. 1).
///
/// The body, whose part is called `body`, keeps the shape, or the layer throws a [ShapeException]:
/// one number per sample added to all of them would train, but to something else.
///
/// @param body `f`
public record Residual(Layer body) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor change = s.call("body", body, x);
    if (!change.shape().equals(x.shape())) {
      throw new ShapeException(
          "Residual adds its body's output to its input, and they differ in shape: input "
              + x.shape()
              + ", output "
              + change.shape()
              + ": give the body's last layer as many units as its input has, here "
              + (x.shape().rank() > 0 ? x.shape().length(-1) : 1));
    }
    return x.add(change);
  }
}
