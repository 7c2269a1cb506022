package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `min(max(x / 6 + 1/2, 0), 1)`, as in PyTorch.
public record HardSigmoid() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.over(6).plus(0.5).max(lit(0)).min(lit(1));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(
        Comparison.GT,
        y,
        lit(0),
        Expr.select(Comparison.LT, y, lit(1), lit(1.0 / 6), lit(0)),
        lit(0));
  }
}
