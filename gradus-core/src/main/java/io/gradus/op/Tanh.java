package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `tanh x`: squashes any number into (-1, 1); slope `1 - y^2`, at most 1.
public record Tanh() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.tanh();
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return lit(1).minus(y.times(y));
  }

  @Override
  public String intuition() {
    return "A sigmoid centred at zero: it saturates on both sides.";
  }
}
