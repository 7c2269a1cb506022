package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import java.util.List;

/// `y = b <= c ? a : -infinity`: scores a, of which only those at places b up to c count; the
/// places have no gradient.
public record OnlyUpTo() implements Elementwise {
  @Override
  public int arity() {
    return 3;
  }

  @Override
  public Expr value(List<Expr> in) {
    return Expr.select(
        Comparison.LE, in.get(1), in.get(2), in.get(0), Expr.lit(Double.NEGATIVE_INFINITY));
  }

  // Where every place counts: a sum with -infinity in it has no centred difference.
  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            List.of(
                new Example.Random(Shape.of(2, 3, 4), -2, 2),
                new Example.Given(Shape.of(4), List.of(0f, 1f, 2f, 3f)),
                new Example.Given(Shape.of(3, 1), List.of(3.5f, 4.5f, 5.5f)))));
  }
}
