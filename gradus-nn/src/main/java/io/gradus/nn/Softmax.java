package io.gradus.nn;

import io.gradus.Tensor;

/// `y_i = e^x_i / sum_j e^x_j` along an axis: positive numbers that add up to 1 (Bridle 1990).
///
/// y has the shape of x, `[batch, ..]`. Give [CrossEntropy] the numbers before it, which it knows
/// how to take the logarithm of; [LogSoftmax] goes with [NegativeLogLikelihood].
///
/// @param axis which axis of x: 0 is the batch, -1 the last; an axis that x does not have is a
///   [io.gradus.ShapeException]
public record Softmax(int axis) implements Layer {
  /// Along the last axis.
  public Softmax() {
    this(-1);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.softmax(axis);
  }
}
