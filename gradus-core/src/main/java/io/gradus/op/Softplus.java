package io.gradus.op;

import io.gradus.expr.Expr;

/// `ln(1 + e^x)`: a smooth ReLU; its slope is the sigmoid.
public record Softplus() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.softplus();
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return x.sigmoid();
  }
}
