package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import java.util.List;

/// `y = e^x`; its own slope.
public record Exp() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.exp();
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.of(Shape.of(3, 4)), Example.values(-10, -1.5, 0, 0.25, 1.5, 10));
  }
}
