package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import java.util.List;

/// `y = 1 / x`.
public record Reciprocal() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return lit(1).over(x);
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.in(0.25, 4, Shape.of(3, 4)), Example.values(-100, -0.5, 0.5, 100));
  }
}
