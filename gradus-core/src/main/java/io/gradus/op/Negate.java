package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = -x`.
public record Negate() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.negate();
  }
}
