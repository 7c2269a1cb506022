package io.gradus.op;

import io.gradus.expr.Expr;
import java.util.List;

/// `y` = the smallest whole number not below x; slope 0.
public record Ceil() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.ceil();
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.values(-1.75, -0.75, -0.25, 0.25, 0.75, 1.25));
  }
}
