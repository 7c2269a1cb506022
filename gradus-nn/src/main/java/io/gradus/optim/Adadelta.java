package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `v <- rho v + (1-rho) g^2; d = sqrt(u + eps) / sqrt(v + eps) g; u <- rho u + (1-rho) d^2; p <- p
/// - rate d` (Zeiler 2012, alg. 1, where the rate is 1).
public record Adadelta(Schedule rate, double rho, double epsilon) implements Optimizer {
  /// Checks that `rho` is in `[0, 1)` and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Adadelta {
    Require.fraction("Adadelta", "rho", rho);
    Require.positive("Adadelta", "epsilon", epsilon);
  }

  /// At a constant rate, 1 in the paper; `rho` 0.9 and `epsilon` 1e-6.
  public Adadelta(double rate) {
    this(Schedule.constant(rate));
  }

  /// With `rho` 0.9 and `epsilon` 1e-6.
  public Adadelta(Schedule rate) {
    this(rate, 0.9, 1e-6);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr v = r.state("v");
    Expr u = r.state("u");
    Expr keep = r.setting("rho", rho);
    Expr eps = r.setting("eps", epsilon);
    r.set(v, keep.times(v).plus(lit(1).minus(keep).times(g.square())));
    Expr d = r.let("d", u.plus(eps).sqrt().over(v.plus(eps).sqrt()).times(g));
    r.set(u, keep.times(u).plus(lit(1).minus(keep).times(d.square())));
    r.set(p, p.minus(r.rate().times(d)));
    return r.build();
  }

  @Override
  public String citation() {
    return "Zeiler 2012, ADADELTA: an adaptive learning rate method, algorithm 1";
  }
}
