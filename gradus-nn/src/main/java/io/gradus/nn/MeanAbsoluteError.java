package io.gradus.nn;

import io.gradus.expr.Expr;

/// `L = mean |y - t|`: outliers pull no harder than any other sample; slope 0 at 0.
public record MeanAbsoluteError(Reduction reduction) implements PointwiseLoss {
  public MeanAbsoluteError() {
    this(Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    return y.minus(t).abs();
  }
}
