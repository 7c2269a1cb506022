package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `p <- p - rate (sign(b1 m + (1-b1) g) + decay p); m <- b2 m + (1-b2) g` (Chen et al. 2023, alg.
/// 2).
///
/// Every weight moves by the whole rate, so rates are 3 to 10 times smaller than Adam's.
public record Lion(Schedule rate, double beta1, double beta2, double decay) implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)` and `decay` is 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Lion {
    Require.fraction("Lion", "beta1", beta1);
    Require.fraction("Lion", "beta2", beta2);
    Require.notNegative("Lion", "decay", decay);
  }

  /// At a constant rate, with the paper's betas and without decay.
  public Lion(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the paper's `beta1` 0.9 and `beta2` 0.99, without decay.
  public Lion(Schedule rate) {
    this(rate, 0.9, 0.99, 0);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr m = r.state("m");
    Expr b1 = r.setting("beta1", beta1);
    Expr b2 = r.setting("beta2", beta2);
    Expr shrink = r.setting("decay", decay);
    Expr direction = r.let("c", b1.times(m).plus(lit(1).minus(b1).times(g)));
    r.set(p, p.minus(r.rate().times(RuleBuilder.sign(direction).plus(shrink.times(p)))));
    r.set(m, b2.times(m).plus(lit(1).minus(b2).times(g)));
    return r.build();
  }

  @Override
  public String citation() {
    return "Chen et al. 2023, Symbolic discovery of optimization algorithms, algorithm 2";
  }
}
