package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `a > 0 ? a : b a`: a leaky ReLU whose slope `b` is learned (He et al. 2015, eq. 1).
public record PRelu() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return Expr.select(Comparison.GT, a, lit(0), a, a.times(b));
  }
}
