package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `x hardSigmoid(x)` (Howard et al. 2019).
public record HardSwish() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.times(x.over(6).plus(0.5).max(lit(0)).min(lit(1)));
  }
}
