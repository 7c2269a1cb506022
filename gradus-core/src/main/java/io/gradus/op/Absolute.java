package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = |x|`; slope 0 at 0.
public record Absolute() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.abs();
  }
}
