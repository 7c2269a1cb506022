package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `sigma(x) = 1 / (1 + e^-x)`: squashes any number into (0, 1); slope `y (1 - y)`, at most 1/4.
public record Sigmoid() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.sigmoid();
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return y.times(lit(1).minus(y));
  }

  @Override
  public String intuition() {
    return "Near 0 or 1 the slope vanishes, so saturated units stop learning.";
  }
}
