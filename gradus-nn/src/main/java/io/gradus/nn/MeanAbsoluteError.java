package io.gradus.nn;

import io.gradus.expr.Expr;

/// `L = mean |y - t|`: outliers pull no harder than any other sample; slope 0 at 0.
///
/// Outputs, targets and losses have one shape; the unit of the loss is that of the target.
public record MeanAbsoluteError(Reduction reduction) implements PointwiseLoss {
  /// The mean over the outputs.
  public MeanAbsoluteError() {
    this(Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    return y.minus(t).abs();
  }
}
