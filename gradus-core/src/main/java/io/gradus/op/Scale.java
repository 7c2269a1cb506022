package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `y = factor * x` for a given number.
public record Scale(double factor) implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.times(lit(factor));
  }
}
