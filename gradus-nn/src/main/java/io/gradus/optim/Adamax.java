package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `m <- b1 m + (1-b1) g; u <- max(b2 u, |g| + eps); p <- p - rate / (1 - b1^t) m / u` (Kingma and
/// Ba 2015, alg. 2; the epsilon, which keeps `u` from 0, is where PyTorch has it).
public record Adamax(Schedule rate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)` and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Adamax {
    Require.fraction("Adamax", "beta1", beta1);
    Require.fraction("Adamax", "beta2", beta2);
    Require.positive("Adamax", "epsilon", epsilon);
  }

  /// At a constant rate, with the paper's settings.
  public Adamax(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the paper's settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8.
  public Adamax(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr m = r.state("m");
    Expr u = r.state("u");
    Expr b1 = r.setting("beta1", beta1);
    Expr b2 = r.setting("beta2", beta2);
    Expr eps = r.setting("eps", epsilon);
    r.set(m, b1.times(m).plus(lit(1).minus(b1).times(g)));
    r.set(u, b2.times(u).max(g.abs().plus(eps)));
    Expr rate = r.rate().over(lit(1).minus(b1.pow(r.step())));
    r.set(p, p.minus(rate.times(m.over(u))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Kingma and Ba 2015, Adam: a method for stochastic optimization, algorithm 2";
  }
}
