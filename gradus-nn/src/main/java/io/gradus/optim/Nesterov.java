package io.gradus.optim;

import io.gradus.expr.Expr;

/// `v <- mu v + g; p <- p - rate (g + mu v)` (Nesterov 1983, in the form of Sutskever et al. 2013,
/// eq. 3-4, with the look-ahead written in the gradient, as PyTorch has it).
public record Nesterov(Schedule rate, double mu) implements Optimizer {
  /// Checks that `mu` is in `[0, 1)`.
  ///
  /// @throws IllegalArgumentException if it is not
  public Nesterov {
    Require.fraction("Nesterov", "mu", mu);
  }

  /// With `mu` 0.9.
  public Nesterov(Schedule rate) {
    this(rate, 0.9);
  }

  /// With `mu` 0.9, at a constant rate.
  public Nesterov(double rate) {
    this(rate, 0.9);
  }

  /// At a constant rate.
  public Nesterov(double rate, double mu) {
    this(Schedule.constant(rate), mu);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr v = r.state("v");
    Expr keep = r.setting("mu", mu);
    r.set(v, keep.times(v).plus(g));
    r.set(p, p.minus(r.rate().times(g.plus(keep.times(v)))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Sutskever, Martens, Dahl and Hinton 2013, On the importance of initialization and"
        + " momentum in deep learning, equations 3 and 4";
  }
}
