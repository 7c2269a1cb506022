package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `x sigmoid(x)`, also called swish (Elfwing et al. 2018).
public record Silu() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.times(x.sigmoid());
  }

  @Override
  public Expr slope(Expr x, Expr y) {
    return x.sigmoid().plus(y.times(lit(1).minus(x.sigmoid())));
  }

  @Override
  public String intuition() {
    return "A smooth gate that the number itself opens.";
  }
}
