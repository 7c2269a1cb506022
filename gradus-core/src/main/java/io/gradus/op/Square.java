package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = x^2`.
public record Square() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.square();
  }
}
