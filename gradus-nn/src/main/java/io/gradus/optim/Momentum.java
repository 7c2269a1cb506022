package io.gradus.optim;

import io.gradus.expr.Expr;

/// `v <- mu v + g; p <- p - rate v` (Polyak 1964, in PyTorch's form: the rate is outside the
/// velocity).
public record Momentum(Schedule rate, double mu) implements Optimizer {
  public Momentum {
    Require.fraction("Momentum", "mu", mu);
  }

  public Momentum(double rate) {
    this(Schedule.constant(rate), 0.9);
  }

  public Momentum(double rate, double mu) {
    this(Schedule.constant(rate), mu);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr v = r.state("v");
    Expr decay = r.setting("mu", mu);
    r.set(v, decay.times(v).plus(r.gradient()));
    r.set(p, p.minus(r.rate().times(v)));
    return r.build();
  }

  @Override
  public String citation() {
    return "Polyak 1964, Some methods of speeding up the convergence of iteration methods";
  }
}
