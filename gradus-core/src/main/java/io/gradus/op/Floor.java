package io.gradus.op;

import io.gradus.expr.Expr;
import java.util.List;

/// `y` = the largest whole number not above x; slope 0.
public record Floor() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.floor();
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.values(-1.75, -0.75, -0.25, 0.25, 0.75, 1.25));
  }
}
