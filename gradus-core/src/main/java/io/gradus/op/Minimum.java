package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = min(a, b)`; NaN wins. Where both are equal each gets half of the gradient, as with
/// `torch.minimum`.
public record Minimum() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.min(b);
  }
}
