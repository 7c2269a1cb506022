package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Formula;
import java.util.List;

/// `L = reduce l(y, t)`: a loss that compares each output with its own target by one formula.
///
/// The formula gives kernel, gradient, double reference and text, so a loss of your own is its
/// formula:
///
/// ```java
/// record Quartic(Reduction reduction) implements PointwiseLoss {
///   public Expr term(Expr y, Expr t) {
///     return y.minus(t).square().square();
///   }
/// }
/// ```
///
/// Outputs and targets have the same shape, which is also that of the losses before the reduction.
public interface PointwiseLoss extends Loss {
  /// The loss of one output `y` whose target is `t`.
  Expr term(Expr y, Expr t);

  /// How the losses of all outputs become the loss: mean, sum, or as they are.
  @Override
  Reduction reduction();

  @Override
  default Tensor of(Tensor outputs, Targets targets) {
    String name = getClass().getSimpleName();
    Formula formula = new Formula(name, 2, term(Formula.operand(0), Formula.operand(1)));
    Tensor wanted = targets.requireValues(name, outputs.shape());
    return targets.reduce(reduction(), Tensor.apply(formula, List.of(outputs, wanted)));
  }
}
