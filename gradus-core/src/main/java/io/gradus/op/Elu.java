package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `x > 0 ? x : alpha (e^x - 1)` (Clevert et al. 2016, eq. 15).
public record Elu(double alpha) implements Elementwise.Unary {
  /// Checks the setting.
  ///
  /// @throws IllegalArgumentException unless alpha is a finite scale
  public Elu {
    if (!(Double.isFinite(alpha))) {
      throw new IllegalArgumentException("Elu takes a finite alpha, got " + alpha);
    }
  }

  @Override
  public Expr value(Expr x) {
    return Expr.select(Comparison.GT, x, lit(0), x, x.expm1().times(alpha));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(Comparison.GT, x, lit(0), lit(1), x.exp().times(alpha));
  }

  @Override
  public String intuition() {
    return "Smooth below zero, and the mean output is near zero.";
  }
}
