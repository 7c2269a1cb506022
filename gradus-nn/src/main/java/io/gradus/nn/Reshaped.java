package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// Each sample under another shape; the first axis stays.
public record Reshaped(Shape sample) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.reshape(sample.prepend(x.shape().length(0)));
  }
}
