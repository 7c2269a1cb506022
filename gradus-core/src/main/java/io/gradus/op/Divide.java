package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import java.util.List;

/// `y = a / b`.
public record Divide() implements Elementwise.Binary {
  @Override
  public Expr value(Expr a, Expr b) {
    return a.over(b);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.in(0.5, 2, Shape.of(3, 4), Shape.of(3, 4)),
        Example.in(0.5, 2, Shape.of(2, 3, 4), Shape.of(4)),
        Example.in(0.5, 2, Shape.of(3, 1), Shape.of(1, 5)),
        Example.in(0.5, 2, Shape.scalar(), Shape.of(2, 0)));
  }
}
