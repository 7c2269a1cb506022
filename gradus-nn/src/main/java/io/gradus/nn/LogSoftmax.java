package io.gradus.nn;

import io.gradus.Tensor;

/// `y_i = x_i - ln sum_j e^x_j` along an axis: the logarithm of [Softmax], exact where that is 0.
///
/// y has the shape of x, `[batch, ..]`. With [NegativeLogLikelihood] after it the loss is
/// [CrossEntropy].
///
/// @param axis which axis of x: 0 is the batch, -1 the last; an axis that x does not have is a
///   [io.gradus.ShapeException]
public record LogSoftmax(int axis) implements Layer {
  /// Along the last axis.
  public LogSoftmax() {
    this(-1);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.logSoftmax(axis);
  }
}
