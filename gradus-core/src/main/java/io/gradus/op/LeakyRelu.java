package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `x > 0 ? x : alpha x` (Maas et al. 2013).
public record LeakyRelu(double alpha) implements Elementwise.Unary {
  /// Checks the setting.
  ///
  /// @throws IllegalArgumentException unless alpha is a finite slope
  public LeakyRelu {
    if (!(Double.isFinite(alpha))) {
      throw new IllegalArgumentException("LeakyRelu takes a finite alpha, got " + alpha);
    }
  }

  @Override
  public Expr value(Expr x) {
    return Expr.select(Comparison.GT, x, lit(0), x, x.times(alpha));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(Comparison.GT, x, lit(0), lit(1), lit(alpha));
  }

  @Override
  public String intuition() {
    return "A unit that is off still learns a little.";
  }
}
