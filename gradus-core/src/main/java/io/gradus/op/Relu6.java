package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `min(max(x, 0), 6)` (Howard et al. 2017).
public record Relu6() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.max(lit(0)).min(lit(6));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(
        Comparison.GT, y, lit(0), Expr.select(Comparison.LT, y, lit(6), lit(1), lit(0)), lit(0));
  }
}
