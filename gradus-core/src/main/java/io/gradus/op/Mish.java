package io.gradus.op;

import io.gradus.expr.Expr;

/// `x tanh(softplus(x))` (Misra 2020, eq. 1).
public record Mish() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.times(x.softplus().tanh());
  }
}
