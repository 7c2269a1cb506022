package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `max(x, 0) + min(alpha (e^(x / alpha) - 1), 0)` (Barron 2017).
public record Celu(double alpha) implements Elementwise.Unary {
  /// Checks the setting.
  ///
  /// @throws IllegalArgumentException unless alpha is a scale above 0
  public Celu {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Celu takes a finite alpha above 0, got " + alpha);
    }
  }

  @Override
  public Expr value(Expr x) {
    return Expr.select(Comparison.GT, x, lit(0), x, x.over(alpha).expm1().times(alpha));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(Comparison.GT, x, lit(0), lit(1), x.over(alpha).exp());
  }
}
