package io.gradus.nn;

import io.gradus.Tensor;

/// `L = mean (y - t)^2`.
public record MeanSquaredError(Reduction reduction) implements Loss {
  public MeanSquaredError() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    return reduction.apply(outputs.subtract(targets.requireValues("MeanSquaredError")).square());
  }
}
