package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `v <- alpha v + (1-alpha) g^2; p <- p - rate g / (sqrt(v) + eps)` (Tieleman and Hinton 2012,
/// lecture 6.5).
///
/// When `centred`, `v` is less the square of the mean gradient, which makes it a variance (Graves
/// 2013, eq. 38-45). With `mu` above 0 the quotients go through a velocity, `b <- mu b + g /
/// (sqrt(v) + eps); p <- p - rate b`.
public record RmsProp(Schedule rate, double alpha, double epsilon, double mu, boolean centred)
    implements Optimizer {
  /// Checks that `alpha` and `mu` are in `[0, 1)` and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public RmsProp {
    Require.fraction("RmsProp", "alpha", alpha);
    Require.positive("RmsProp", "epsilon", epsilon);
    Require.fraction("RmsProp", "mu", mu);
  }

  /// At a constant rate, with `alpha` 0.99 and `epsilon` 1e-8; neither centred nor with a velocity.
  public RmsProp(double rate) {
    this(Schedule.constant(rate));
  }

  /// With `alpha` 0.99 and `epsilon` 1e-8; neither centred nor with a velocity.
  public RmsProp(Schedule rate) {
    this(rate, 0.99, 1e-8, 0, false);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr g = r.gradient();
    Expr v = r.state("v");
    Expr mean = centred ? r.state("mean") : lit(0);
    Expr velocity = mu > 0 ? r.state("b") : lit(0);
    Expr keep = r.setting("alpha", alpha);
    Expr eps = r.setting("eps", epsilon);
    Expr roll = mu > 0 ? r.setting("mu", mu) : lit(0);
    r.set(v, average(keep, v, g.square()));
    Expr power = v;
    if (centred) {
      r.set(mean, average(keep, mean, g));
      // A variance is not negative, but its two parts are rounded apart.
      power = v.minus(mean.square()).max(lit(0));
    }
    Expr step = g.over(power.sqrt().plus(eps));
    if (mu > 0) {
      r.set(velocity, roll.times(velocity).plus(step));
      step = velocity;
    }
    Expr p = r.parameter();
    r.set(p, p.minus(r.rate().times(step)));
    return r.build();
  }

  private static Expr average(Expr keep, Expr old, Expr now) {
    return keep.times(old).plus(lit(1).minus(keep).times(now));
  }

  @Override
  public String citation() {
    return "Tieleman and Hinton 2012, Neural networks for machine learning, lecture 6.5; centred:"
        + " Graves 2013, Generating sequences with recurrent neural networks, equations 38 to 45";
  }
}
