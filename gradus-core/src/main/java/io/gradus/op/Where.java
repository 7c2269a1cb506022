package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import java.util.List;

/// `y = a is not 0 ? b : c`; the condition has no gradient.
public record Where() implements Elementwise {
  @Override
  public int arity() {
    return 3;
  }

  @Override
  public Expr value(List<Expr> in) {
    return Expr.select(Comparison.NE, in.get(0), lit(0), in.get(1), in.get(2));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            List.of(
                new Example.Given(Shape.of(4), List.of(0f, 1f, 0f, 2f)),
                new Example.Random(Shape.of(3, 4), -2, 2),
                new Example.Random(Shape.of(3, 1), -2, 2))));
  }
}
