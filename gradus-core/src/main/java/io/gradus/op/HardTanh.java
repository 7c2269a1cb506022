package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `min(max(x, -1), 1)`.
public record HardTanh() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.max(lit(-1)).min(lit(1));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(
        Comparison.GT, y, lit(-1), Expr.select(Comparison.LT, y, lit(1), lit(1), lit(0)), lit(0));
  }
}
