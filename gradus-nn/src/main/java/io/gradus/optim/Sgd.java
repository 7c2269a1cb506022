package io.gradus.optim;

import io.gradus.expr.Expr;

/// `p <- p - rate g` (Robbins and Monro 1951).
public record Sgd(Schedule rate) implements Optimizer {
  /// At a constant rate.
  public Sgd(double rate) {
    this(Schedule.constant(rate));
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    r.set(p, p.minus(r.rate().times(r.gradient())));
    return r.build();
  }

  @Override
  public String citation() {
    return "Robbins and Monro 1951, A stochastic approximation method";
  }
}
