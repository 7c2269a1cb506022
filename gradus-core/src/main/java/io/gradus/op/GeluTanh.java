package io.gradus.op;

import io.gradus.expr.Expr;

/// `x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))`, written `x sigmoid(2u)` to keep the tail
/// (Hendrycks and Gimpel 2016).
public record GeluTanh() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    Expr inner = x.times(x).times(x).times(0.044715).plus(x).times(2 * Math.sqrt(2 / Math.PI));
    return x.times(inner.sigmoid());
  }
}
