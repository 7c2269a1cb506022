package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `u = mhat / (sqrt(vhat) + eps) + decay p; p <- p - rate |p| / |u| u`: Adam with a step as long
/// as the tensor it changes, for large batches (You et al. 2020, alg. 2).
///
/// `mhat` and `vhat` are Adam's. Where one of the norms is 0 the ratio is 1.
public record Lamb(Schedule rate, double beta1, double beta2, double epsilon, double decay)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)`, `epsilon` is above 0 and `decay` is 0 or
  /// more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Lamb {
    Require.fraction("Lamb", "beta1", beta1);
    Require.fraction("Lamb", "beta2", beta2);
    Require.positive("Lamb", "epsilon", epsilon);
    Require.notNegative("Lamb", "decay", decay);
  }

  /// At a constant rate, with the usual settings.
  public Lamb(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-6, `decay` 0.01.
  public Lamb(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-6, 0.01);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Adam.Averages averages = Adam.Averages.declare(r, beta1, beta2, epsilon);
    Expr shrink = r.setting("decay", decay);
    averages.update();
    Expr p = r.parameter();
    Expr u = r.let("u", averages.step().plus(shrink.times(p)));
    Expr length = r.norm("p_norm", p);
    Expr stride = r.norm("u_norm", u);
    Expr ratio =
        Expr.select(Comparison.GT, length.min(stride), lit(0), length.over(stride), lit(1));
    Expr trust = r.let("ratio", ratio);
    r.set(p, p.minus(r.rate().times(trust).times(u)));
    return r.build();
  }

  @Override
  public String citation() {
    return "You et al. 2020, Large batch optimization for deep learning: training BERT in 76"
        + " minutes, algorithm 2";
  }
}
