package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;

/// `v <- mu v + g; p <- p - rate v` (Polyak 1964, in PyTorch's form: the rate is outside the
/// velocity).
///
/// @param dampening how much less than all of the gradient enters the velocity from the second step
///   on: `v <- mu v + (1 - dampening) g`; 0 in the paper
public record Momentum(Schedule rate, double mu, double dampening) implements Optimizer {
  /// Checks that `mu` and `dampening` are in `[0, 1)`.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Momentum {
    Require.fraction("Momentum", "mu", mu);
    Require.fraction("Momentum", "dampening", dampening);
  }

  /// Without dampening, as in the paper.
  public Momentum(Schedule rate, double mu) {
    this(rate, mu, 0);
  }

  /// With `mu` 0.9 and without dampening.
  public Momentum(Schedule rate) {
    this(rate, 0.9);
  }

  /// With `mu` 0.9, without dampening, at a constant rate.
  public Momentum(double rate) {
    this(rate, 0.9);
  }

  /// Without dampening, at a constant rate.
  public Momentum(double rate, double mu) {
    this(Schedule.constant(rate), mu);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr v = r.state("v");
    Expr decay = r.setting("mu", mu);
    if (dampening > 0) {
      Expr damped = lit(1).minus(r.setting("dampening", dampening));
      Expr share = Expr.select(Comparison.GT, r.step(), lit(1), damped, lit(1));
      r.set(v, decay.times(v).plus(share.times(g)));
    } else {
      r.set(v, decay.times(v).plus(g));
    }
    r.set(p, p.minus(r.rate().times(v)));
    return r.build();
  }

  @Override
  public String citation() {
    return "Polyak 1964, Some methods of speeding up the convergence of iteration methods";
  }
}
