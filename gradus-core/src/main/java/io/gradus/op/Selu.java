package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `scale (x > 0 ? x : alpha (e^x - 1))`, scale 1.0507, alpha 1.6733 (Klambauer et al. 2017, eq.
/// 2).
public record Selu() implements Elementwise.Unary {
  private static final double SCALE = 1.0507009873554804934193349852946;
  private static final double ALPHA = 1.6732632423543772848170429916717;

  @Override
  public Expr value(Expr x) {
    return Expr.select(Comparison.GT, x, lit(0), x.times(SCALE), x.expm1().times(SCALE * ALPHA));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(Comparison.GT, x, lit(0), lit(SCALE), x.exp().times(SCALE * ALPHA));
  }

  @Override
  public String intuition() {
    return "Keeps mean 0 and variance 1 through the layers.";
  }
}
