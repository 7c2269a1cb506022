package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `s <- s + g^2; p <- p - rate / (1 + (t-1) rateDecay) g / (sqrt(s) + eps)` (Duchi, Hazan and
/// Singer 2011, fig. 1, diagonal form).
///
/// @param rateDecay how fast the rate itself falls; 0 in the paper
public record Adagrad(Schedule rate, double rateDecay, double epsilon) implements Optimizer {
  /// Checks that `rateDecay` is 0 or more and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Adagrad {
    Require.notNegative("Adagrad", "rateDecay", rateDecay);
    Require.positive("Adagrad", "epsilon", epsilon);
  }

  /// At a constant rate, without a decay of it; `epsilon` 1e-10.
  public Adagrad(double rate) {
    this(Schedule.constant(rate));
  }

  /// Without a decay of the rate; `epsilon` 1e-10.
  public Adagrad(Schedule rate) {
    this(rate, 0, 1e-10);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr s = r.state("s");
    Expr slow = r.setting("rateDecay", rateDecay);
    Expr eps = r.setting("eps", epsilon);
    r.set(s, s.plus(g.square()));
    Expr rate = r.rate().over(lit(1).plus(r.step().minus(1).times(slow)));
    r.set(p, p.minus(rate.times(g.over(s.sqrt().plus(eps)))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Duchi, Hazan and Singer 2011, Adaptive subgradient methods for online learning and"
        + " stochastic optimization, figure 1";
  }
}
