package io.gradus.op;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Simplify;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The chain rule for elementwise ops: `g * slope` as one formula over just the operands that it
/// mentions.
final class Slopes {
  private Slopes() {}

  /// The gradient of operand `index`, summed over the axes along which the operand was stretched;
  /// null when it is zero.
  static @Nullable Tensor gradient(Elementwise op, int index, Vjp call) {
    int arity = op.arity();
    Expr g = Expr.input(arity + 1, "g");
    Expr y = Expr.input(arity, "y");
    Expr product = Simplify.of(g.times(op.slope(index, op.operands(), y)));
    if (product instanceof Expr.Literal literal && literal.value() == 0) {
      return null;
    }
    if (product.equals(g)) {
      return call.gradient().sumTo(call.shape(index));
    }
    List<Tensor> operands = new ArrayList<>();
    Expr[] renamed = new Expr[arity + 2];
    for (int used : Exprs.inputs(product)) {
      renamed[used] = Formula.operand(operands.size());
      operands.add(
          used == arity + 1 ? call.gradient() : used == arity ? call.output() : call.input(used));
    }
    Formula formula =
        new Formula("d" + op.name(), operands.size(), Exprs.substitute(product, renamed));
    return Tensor.apply(formula, operands).sumTo(call.shape(index));
  }
}
