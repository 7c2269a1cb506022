package io.gradus.nn;

import io.gradus.Tensor;

/// How wrong a prediction is, as one number to make small.
@FunctionalInterface
public interface Loss {
  /// The loss of a batch of outputs, shape `[]` unless its reduction is [Reduction#NONE].
  Tensor of(Tensor outputs, Targets targets);

  /// What becomes of the losses of single samples.
  enum Reduction {
    MEAN,
    SUM,
    NONE;

    /// The losses reduced.
    public Tensor apply(Tensor losses) {
      return switch (this) {
        case MEAN -> losses.mean();
        case SUM -> losses.sum();
        case NONE -> losses;
      };
    }
  }
}
