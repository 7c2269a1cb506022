package io.gradus.op;

import io.gradus.expr.Expr;

/// `x / (1 + |x|)`.
public record Softsign() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.over(x.abs().plus(1));
  }
}
