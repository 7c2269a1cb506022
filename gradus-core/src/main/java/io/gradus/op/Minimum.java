package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = min(a, b)`; NaN wins. Where both are equal the gradient goes to `a`.
public record Minimum() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.min(b);
  }
}
