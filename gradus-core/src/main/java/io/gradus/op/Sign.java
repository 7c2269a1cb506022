package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `y = -1, 0 or 1` by the sign of x, NaN at NaN; slope 0.
public record Sign() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return Expr.select(
        Comparison.GT,
        x,
        lit(0),
        lit(1),
        Expr.select(Comparison.LT, x, lit(0), lit(-1), x.times(0)));
  }
}
