package io.gradus.nn;

import static io.gradus.expr.Expr.lit;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import io.gradus.op.Formula;
import java.util.List;

/// `l = sum_c t_c (ln t_c - y_c)`, from logarithms of probabilities `y [.., classes]` and
/// probabilities `t` of the same shape: how far the prediction is from the target, 0 where they
/// agree (Kullback and Leibler 1951). A target of 0 adds nothing.
///
/// Losses have the shape `[..]`, one for each distribution, and the mean is over these.
public record KullbackLeibler(Reduction reduction) implements Loss {
  /// The mean over the distributions.
  public KullbackLeibler() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    String name = "KullbackLeibler";
    Tensor wanted = targets.requireValues(name, outputs.shape());
    Expr y = Formula.operand(0);
    Expr t = Formula.operand(1);
    Expr term = Expr.select(Comparison.GT, t, lit(0), t.times(t.log().minus(y)), lit(0));
    Tensor terms = Tensor.apply(new Formula(name, 2, term), List.of(outputs, wanted));
    return targets.reduce(reduction, terms.sum(-1).squeeze(-1));
  }
}
