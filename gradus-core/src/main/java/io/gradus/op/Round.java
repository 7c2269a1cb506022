package io.gradus.op;

import io.gradus.expr.Expr;
import java.util.List;

/// `y` = the nearest whole number, ties to even; slope 0.
public record Round() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.round();
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.values(-1.75, -0.75, -0.25, 0.25, 0.75, 1.25));
  }
}
