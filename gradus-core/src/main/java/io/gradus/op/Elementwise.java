package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.expr.Derivative;
import io.gradus.expr.Expr;
import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[i] = f(a[i], b[i], ...)`: one formula for every element; operands broadcast as in NumPy.
public non-sealed interface Elementwise extends Op {
  /// How many operands.
  int arity();

  /// The formula over its operands.
  Expr value(List<Expr> in);

  /// The derivative with respect to operand `index`. A slope written in the output `y` lets the
  /// input's memory go.
  default Expr slope(int index, List<Expr> in, Expr y) {
    return Derivative.of(value(in), index, y);
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    if (inputs.size() != arity()) {
      throw new ShapeException(name() + " takes " + arity() + " operands, got " + inputs.size());
    }
    Shape result = Shape.scalar();
    for (Shape input : inputs) {
      try {
        result = result.broadcast(input);
      } catch (ShapeException e) {
        throw new ShapeException(name() + ": " + e.getMessage());
      }
    }
    return result;
  }

  @Override
  default List<@Nullable Tensor> vjp(Vjp call) {
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < arity(); i++) {
      gradients.add(call.wants(i) ? Slopes.gradient(this, i, call) : null);
    }
    return gradients;
  }

  @Override
  default String formula(List<String> operands) {
    return Text.plain(value(operands()), operands::get, Integer::toString);
  }

  /// The operands as inputs of a formula: `x`, or `a, b, c`.
  default List<Expr> operands() {
    List<Expr> operands = new ArrayList<>();
    for (int i = 0; i < arity(); i++) {
      operands.add(Expr.input(i, arity() == 1 ? "x" : String.valueOf((char) ('a' + i))));
    }
    return operands;
  }

  /// An elementwise op of one operand.
  interface Unary extends Elementwise {
    /// The formula over its operand.
    Expr value(Expr x);

    /// The derivative, written in the operand `x` or, where that is shorter, the output `y`.
    default Expr slope(Expr x, Expr y) {
      return Derivative.of(value(x), 0, y);
    }

    @Override
    default int arity() {
      return 1;
    }

    @Override
    default Expr value(List<Expr> in) {
      return value(in.get(0));
    }

    @Override
    default Expr slope(int index, List<Expr> in, Expr y) {
      return slope(in.get(0), y);
    }

    @Override
    default List<Example> examples() {
      return List.of(Example.of(Shape.of(3, 4)), Example.values(-100, -1.5, -0.25, 0.25, 1.5, 100));
    }
  }

  /// An elementwise op of two operands.
  interface Binary extends Elementwise {
    /// The formula over its operands.
    Expr value(Expr a, Expr b);

    @Override
    default int arity() {
      return 2;
    }

    @Override
    default Expr value(List<Expr> in) {
      return value(in.get(0), in.get(1));
    }

    @Override
    default List<Example> examples() {
      return List.of(
          Example.of(Shape.of(3, 4), Shape.of(3, 4)),
          Example.of(Shape.of(2, 3, 4), Shape.of(4)),
          Example.of(Shape.of(3, 1), Shape.of(1, 5)),
          Example.of(Shape.scalar(), Shape.of(2, 3)));
    }
  }
}
