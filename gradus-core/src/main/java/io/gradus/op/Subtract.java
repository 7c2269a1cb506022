package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = a - b`.
public record Subtract() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.minus(b);
  }
}
