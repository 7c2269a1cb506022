package io.gradus.nn;

import io.gradus.expr.Expr;

/// `L = mean (y - t)^2`.
public record MeanSquaredError(Reduction reduction) implements PointwiseLoss {
  public MeanSquaredError() {
    this(Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    return y.minus(t).square();
  }
}
