package io.gradus.nn;

import static io.gradus.expr.Expr.lit;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Formula;
import java.util.List;

/// `l = -a_t (1 - p_t)^gamma ln p_t`, with `p_t` the probability of the right answer: cross-entropy
/// that hardly counts what is already well predicted (Lin et al. 2017, eq. 5).
///
/// With targets that are numbers 0 or 1 of the outputs' shape, each output is the logit of a yes,
/// and `a_t` is `alpha` for a yes and `1 - alpha` for a no. With class labels `[..]`, outputs are
/// logits `[.., classes]` of a softmax, and `a_t` is 1. A label of -1 does not count.
///
/// @param gamma how little the easy samples count; 0 for plain cross-entropy
/// @param alpha the share of a yes, in (0, 1)
public record Focal(double gamma, double alpha, Reduction reduction) implements Loss {
  private static final String NAME = "Focal";

  /// Where 1 - p is rounded to 0, its power below 1 would have an infinite slope.
  private static final double TINY = 1e-30;

  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if gamma is negative, or alpha is not in (0, 1)
  public Focal {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY && alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "Focal takes a finite gamma of 0 or more and an alpha in (0, 1), got "
              + gamma
              + " and "
              + alpha);
    }
  }

  /// Gamma 2, alpha 0.25 and the mean, as in the paper.
  public Focal() {
    this(2, 0.25, Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    return targets.labels() == null ? binary(outputs, targets) : classes(outputs, targets);
  }

  /// `1 - sigmoid(x) = e^-softplus(x)`, so its power needs no `pow`.
  private Tensor binary(Tensor outputs, Targets targets) {
    Expr x = Formula.operand(0);
    Expr t = Formula.operand(1);
    Expr toYes = x.softplus();
    Expr toNo = x.negate().softplus();
    Expr yes = toYes.times(-gamma).exp().times(toNo).times(t).times(alpha);
    Expr no = toNo.times(-gamma).exp().times(toYes).times(lit(1).minus(t)).times(1 - alpha);
    Tensor wanted = targets.requireValues(NAME, outputs.shape());
    Formula formula = new Formula(NAME, 2, yes.plus(no));
    return targets.reduce(reduction, Tensor.apply(formula, List.of(outputs, wanted)));
  }

  private Tensor classes(Tensor outputs, Targets targets) {
    Membership member = Membership.of(NAME, targets, outputs.shape(), -1);
    Tensor right = Membership.sum(member.wanted(), outputs.logSoftmax(-1));
    Expr logarithm = Formula.operand(0);
    Expr wrong = logarithm.expm1().negate().max(lit(TINY));
    Expr term = logarithm.negate().times(gamma == 0 ? lit(1) : wrong.pow(lit(gamma)));
    Tensor losses = Tensor.apply(new Formula(NAME, 1, term), List.of(right));
    Tensor counted = java.util.Objects.requireNonNull(member.counted()).squeeze(-1);
    return targets.reduce(reduction, losses, counted);
  }
}
