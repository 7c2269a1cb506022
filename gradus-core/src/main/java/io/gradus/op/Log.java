package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import java.util.List;

/// `y = ln x`; NaN below 0.
public record Log() implements Elementwise.Unary {
  @Override
  public Expr value(Expr x) {
    return x.log();
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.in(0.25, 4, Shape.of(3, 4)), Example.values(0.01, 1, 100));
  }
}
