package io.gradus.nn;

import io.gradus.expr.Expr;

/// `L = mean (y - t)^2`: the loss of the mean, for errors that are normally distributed.
///
/// Outputs, targets and losses have one shape; the unit of the loss is that of the target, squared.
public record MeanSquaredError(Reduction reduction) implements PointwiseLoss {
  /// The mean over the outputs.
  public MeanSquaredError() {
    this(Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    return y.minus(t).square();
  }
}
