package io.gradus.op;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import java.util.ArrayList;
import java.util.List;

/// Any formula over its operands: what the chain rule and the fuser make, and what a user writes on
/// the spot.
///
/// @param name what listings print
/// @param arity how many operands
/// @param expr the formula over [#operand] `0 .. arity-1`
public record Formula(String name, int arity, Expr expr) implements Elementwise {
  /// The operand of this index as it appears in a formula.
  public static Expr operand(int index) {
    return Expr.input(index, "x" + index);
  }

  @Override
  public Expr value(List<Expr> in) {
    return Exprs.substitute(expr, in.toArray(Expr[]::new));
  }

  @Override
  public List<Expr> operands() {
    List<Expr> operands = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      operands.add(operand(i));
    }
    return operands;
  }

  @Override
  public List<Example> examples() {
    Shape[] shapes = new Shape[arity];
    java.util.Arrays.fill(shapes, Shape.of(3, 4));
    return List.of(Example.in(0.5, 2, shapes));
  }
}
