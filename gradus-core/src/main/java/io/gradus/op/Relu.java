package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `max(x, 0)`; slope 0 at 0 (Nair and Hinton 2010).
public record Relu() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.max(lit(0));
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return Expr.select(Comparison.GT, y, lit(0), lit(1), lit(0));
  }

  @Override
  public String intuition() {
    return "A gate: gradient passes where the unit is on; a unit that is off for every sample never learns.";
  }
}
