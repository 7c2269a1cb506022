package io.gradus.nn;

import io.gradus.expr.Expr;

/// `l = ln cosh d`, with `d = y - t`: about `d^2 / 2` near 0 and `|d| - ln 2` far from it; its
/// slope is `tanh d`.
///
/// Computed as `d + ln(1 + e^(-2 d)) - ln 2`, which never overflows, and between -1 and 1 as `ln(1
/// + (e^d - 1)^2 / (2 e^d))`, which does not cancel.
public record LogCosh(Reduction reduction) implements PointwiseLoss {
  private static final double LN_2 = 0.693147180559945309417;

  /// The mean over the outputs.
  public LogCosh() {
    this(Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    Expr d = y.minus(t);
    Expr e = d.max(Expr.lit(-1)).min(Expr.lit(1)).expm1();
    Expr near = e.square().over(e.plus(1).times(2)).log1p();
    Expr far = d.plus(d.times(-2).softplus()).minus(LN_2);
    return Expr.select(Expr.Comparison.LT, d.abs(), Expr.lit(1), near, far);
  }
}
