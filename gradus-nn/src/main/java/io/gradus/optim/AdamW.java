package io.gradus.optim;

import io.gradus.expr.Expr;

/// `p <- p - rate (mhat / (sqrt(vhat) + eps) + decay p)`, with Adam's averages (Loshchilov and
/// Hutter 2019, alg. 2, in PyTorch's form: the decay is scaled by the rate).
public record AdamW(Schedule rate, double beta1, double beta2, double epsilon, double decay)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)`, `epsilon` is above 0 and `decay` is 0 or
  /// more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public AdamW {
    Require.fraction("AdamW", "beta1", beta1);
    Require.fraction("AdamW", "beta2", beta2);
    Require.positive("AdamW", "epsilon", epsilon);
    Require.notNegative("AdamW", "decay", decay);
  }

  /// At a constant rate, with the usual settings.
  public AdamW(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8, `decay` 0.01.
  public AdamW(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Adam.Averages averages = Adam.Averages.declare(r, beta1, beta2, epsilon);
    Expr shrink = r.setting("decay", decay);
    averages.update();
    Expr p = r.parameter();
    r.set(p, p.minus(r.rate().times(averages.step().plus(shrink.times(p)))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Loshchilov and Hutter 2019, Decoupled weight decay regularization, algorithm 2";
  }
}
