package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `p <- p - rate ((1 - mu_t) / (1 - M_t) g + mu_(t+1) / (1 - M_t mu_(t+1)) m) / (sqrt(vhat) +
/// eps)`: Adam with Nesterov's momentum (Dozat 2016, alg. 2).
///
/// `m` and `v` are Adam's averages, `vhat = v / (1 - b2^t)`, `mu_t = b1 (1 - 0.96^(t psi) / 2)` and
/// `M_t` is the product of all `mu` so far.
///
/// @param momentumDecay `psi`: how fast the momentum rises from half of `beta1` to `beta1`
public record NAdam(Schedule rate, double beta1, double beta2, double epsilon, double momentumDecay)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)`, `epsilon` is above 0 and `momentumDecay` is 0
  /// or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public NAdam {
    Require.fraction("NAdam", "beta1", beta1);
    Require.fraction("NAdam", "beta2", beta2);
    Require.positive("NAdam", "epsilon", epsilon);
    Require.notNegative("NAdam", "momentumDecay", momentumDecay);
  }

  /// At a constant rate, with the usual settings.
  public NAdam(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8, `momentumDecay` 0.004.
  public NAdam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 4e-3);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Adam.Averages adam = Adam.Averages.declare(r, beta1, beta2, epsilon);
    Expr psi = r.setting("psi", momentumDecay);
    Expr product = r.scalar("M", 1);
    Expr mu = r.let("mu", momentum(adam.b1(), r.step().times(psi)));
    Expr next = r.let("mu_next", momentum(adam.b1(), r.step().plus(1).times(psi)));
    r.set(product, product.times(mu));
    adam.update();
    Expr now = lit(1).minus(mu).over(lit(1).minus(product)).times(g);
    Expr ahead = next.over(lit(1).minus(product.times(next))).times(adam.m());
    r.set(p, p.minus(r.rate().times(now.plus(ahead).over(adam.divisor(adam.v())))));
    return r.build();
  }

  private static Expr momentum(Expr b1, Expr exponent) {
    return b1.times(lit(1).minus(lit(0.5).times(lit(0.96).pow(exponent))));
  }

  @Override
  public String citation() {
    return "Dozat 2016, Incorporating Nesterov momentum into Adam, algorithm 2";
  }
}
