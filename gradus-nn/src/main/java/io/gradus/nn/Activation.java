package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.op.Elementwise;

/// `y = f(x)`, element by element.
public record Activation(Elementwise.Unary function) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.map(function);
  }
}
