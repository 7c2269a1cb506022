package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `y = min(max(x, low), high)`; slope 1 in `[low, high]`, 0 outside.
public record Clamp(double low, double high) implements Elementwise.Unary {
  /// The clamp between these bounds.
  ///
  /// @throws IllegalArgumentException if low is above high, or one of them is NaN
  public Clamp {
    if (!(low <= high)) {
      throw new IllegalArgumentException("clamp needs low <= high, got " + low + " and " + high);
    }
  }

  @Override
  public Expr value(Expr x) {
    return x.max(lit(low)).min(lit(high));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(
        Comparison.LT,
        x,
        lit(low),
        lit(0),
        Expr.select(Comparison.GT, x, lit(high), lit(0), lit(1)));
  }
}
