package io.gradus.op;

import io.gradus.expr.Expr;

/// `x Phi(x)`, Phi the normal distribution function: `x/2 erfc(-x / sqrt 2)` (Hendrycks and Gimpel
/// 2016).
public record Gelu() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.times(0.5).times(x.times(-1 / Math.sqrt(2)).erfc());
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return x.times(-1 / Math.sqrt(2))
        .erfc()
        .times(0.5)
        .plus(x.times(x.times(x).times(-0.5).exp()).times(1 / Math.sqrt(2 * Math.PI)));
  }

  @Override
  public String intuition() {
    return "Weights a number by the chance that a normal one is smaller: a smooth gate.";
  }
}
