package io.gradus.nn;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `l = e^y - t y`: how unlikely the count `t` is when its expected value is `e^y`.
///
/// The output is the logarithm of the rate. The negative logarithm of the Poisson distribution
/// without `ln t!`, which no weight can change; `full` adds Stirling's approximation of it, `t ln t
/// - t + ln(2 pi t) / 2`, for counts above 1.
public record Poisson(boolean full, Reduction reduction) implements PointwiseLoss {
  private static final double LN_2_PI = 1.837877066409345483561;

  /// The mean, without Stirling's approximation.
  public Poisson() {
    this(false, Reduction.MEAN);
  }

  @Override
  public Expr term(Expr y, Expr t) {
    Expr loss = y.exp().minus(t.times(y));
    if (!full) {
      return loss;
    }
    Expr stirling = t.times(t.log()).minus(t).plus(t.log().plus(LN_2_PI).times(0.5));
    return loss.plus(Expr.select(Comparison.GT, t, lit(1), stirling, lit(0)));
  }
}
