package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// Each sample under another shape; the first axis stays: x `[batch, ..]`, y `[batch, sample..]`.
///
/// @param sample of as many numbers as a sample of x, or the layer throws a
///   [io.gradus.ShapeException]
public record Reshaped(Shape sample) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.reshape(sample.prepend(x.shape().length(0)));
  }
}
