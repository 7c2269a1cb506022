package io.gradus.op;

import io.gradus.expr.Expr;

/// `x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))`, written `x sigmoid(2u)` to keep the tail
/// (Hendrycks and Gimpel 2016).
public record GeluTanh() implements Elementwise.Unary {
  private static final double SCALE = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;

  /// From here on the sigmoid is 0 or 1 to the last bit, also in double.
  private static final double FLAT = 30;

  @Override
  public Expr value(Expr x) {
    return x.times(inner(x).sigmoid());
  }

  private static Expr inner(Expr x) {
    return x.times(x).times(x).times(CUBE).plus(x).times(SCALE);
  }

  /// `s + x s (1 - s) (2u)'`, with `x` held where `s` is flat: there the last factor would
  /// overflow.
  @Override
  public Expr slope(Expr x, Expr y) {
    Expr c = x.max(Expr.lit(-FLAT)).min(Expr.lit(FLAT));
    Expr inner = inner(c);
    Expr s = inner.sigmoid();
    Expr rise = c.square().times(3 * CUBE).plus(1).times(SCALE);
    return s.plus(c.times(s).times(inner.negate().sigmoid()).times(rise));
  }
}
