package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = max(a, b)`; NaN wins. Where both are equal each gets half of the gradient, as with
/// `torch.maximum`.
public record Maximum() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.max(b);
  }
}
