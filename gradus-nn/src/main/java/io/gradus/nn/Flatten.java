package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// All axes but the first as one: x `[batch, ..]`, y `[batch, n]`.
public record Flatten() implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    Shape shape = x.shape();
    return x.reshape(Shape.of(shape.length(0), shape.slice(1, shape.rank()).size()));
  }
}
