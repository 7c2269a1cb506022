package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = |x|`; its slope is the sign of x: 0 at 0, NaN at NaN.
public record Absolute() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.abs();
  }
}
