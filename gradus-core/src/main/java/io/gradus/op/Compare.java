package io.gradus.op;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import java.util.List;
import java.util.Locale;

/// `y = 1 where a op b, else 0`; slope 0. A comparison with NaN is 0, but for `ne`.
public record Compare(Comparison op) implements Elementwise.Binary {
  @Override
  public String name() {
    return "compare_" + op.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Expr value(Expr a, Expr b) {
    return Expr.select(op, a, b, lit(1), lit(0));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of(io.gradus.Shape.of(3, 4), io.gradus.Shape.of(4)),
        Example.of(io.gradus.Shape.of(2, 1), io.gradus.Shape.of(0)));
  }
}
