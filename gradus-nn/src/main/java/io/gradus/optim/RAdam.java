package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `p <- p - rate mhat r_t / sqrt(vhat)` once `rho_t > 5`, before that `p <- p - rate mhat`: Adam
/// that waits until the variance of its step is known (Liu et al. 2020, alg. 2).
///
/// `rho_inf = 2 / (1-b2) - 1`, `rho_t = rho_inf - 2 t b2^t / (1 - b2^t)`, `r_t = sqrt((rho_t - 4)
/// (rho_t - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho_t))`. As in PyTorch epsilon is added to
/// `sqrt(v)`, and 5 stands for the paper's 4.
public record RAdam(Schedule rate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)` and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public RAdam {
    Require.fraction("RAdam", "beta1", beta1);
    Require.fraction("RAdam", "beta2", beta2);
    Require.positive("RAdam", "epsilon", epsilon);
  }

  /// At a constant rate, with the usual settings.
  public RAdam(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8.
  public RAdam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Adam.Averages adam = Adam.Averages.declare(r, beta1, beta2, epsilon);
    adam.update();
    Expr last = r.let("rho_inf", lit(2).over(lit(1).minus(adam.b2())).minus(1));
    Expr left = adam.b2().pow(r.step());
    Expr rho = r.let("rho", last.minus(r.step().times(2).times(left).over(lit(1).minus(left))));
    Expr factor = r.let("r", rectification(rho, last).times(lit(1).minus(left).sqrt()));
    Expr mhat = adam.mhat();
    Expr step = mhat.times(factor).over(adam.v().sqrt().plus(adam.eps()));
    r.set(p, p.minus(r.rate().times(Expr.select(Comparison.GT, rho, lit(5), step, mhat))));
    return r.build();
  }

  /// 0 while it is not used, since its root is not real then.
  private static Expr rectification(Expr rho, Expr last) {
    Expr above = rho.minus(4).times(rho.minus(2)).times(last);
    Expr below = last.minus(4).times(last.minus(2)).times(rho);
    return Expr.select(Comparison.GT, rho, lit(5), above.over(below).sqrt(), lit(0));
  }

  @Override
  public String citation() {
    return "Liu, Jiang, He, Chen, Liu, Gao and Han 2020, On the variance of the adaptive learning"
        + " rate and beyond, algorithm 2";
  }
}
