package io.gradus.op;

import io.gradus.expr.Expr;

/// `y = erf(x) = 2/sqrt(pi) * integral of e^(-t^2) from 0 to x`.
public record Erf() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.erf();
  }
}
