package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `p <- (1 - rate decay) p`, then Adam's step (Loshchilov and Hutter 2019, alg. 2, in PyTorch's
/// form: the decay is scaled by the rate).
public record AdamW(Schedule rate, double beta1, double beta2, double epsilon, double decay)
    implements Optimizer {
  public AdamW {
    Require.fraction("AdamW", "beta1", beta1);
    Require.fraction("AdamW", "beta2", beta2);
    Require.positive("AdamW", "epsilon", epsilon);
    Require.notNegative("AdamW", "decay", decay);
  }

  public AdamW(double rate) {
    this(Schedule.constant(rate), 0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public Rule rule() {
    return rule(beta1, beta2, epsilon, decay);
  }

  static Rule rule(double beta1, double beta2, double epsilon, double decay) {
    RuleBuilder r = new RuleBuilder();
    Expr p = r.parameter();
    Expr g = r.gradient();
    Expr m = r.state("m");
    Expr v = r.state("v");
    Expr b1 = r.setting("beta1", beta1);
    Expr b2 = r.setting("beta2", beta2);
    Expr eps = r.setting("eps", epsilon);
    Expr shrink = decay == 0 ? lit(0) : r.setting("decay", decay);
    r.set(m, b1.times(m).plus(lit(1).minus(b1).times(g)));
    r.set(v, b2.times(v).plus(lit(1).minus(b2).times(g.square())));
    Expr mhat = m.over(lit(1).minus(b1.pow(r.step())));
    Expr vhat = v.over(lit(1).minus(b2.pow(r.step())));
    Expr kept = decay == 0 ? p : lit(1).minus(r.rate().times(shrink)).times(p);
    r.set(p, kept.minus(r.rate().times(mhat.over(vhat.sqrt().plus(eps)))));
    return r.build();
  }

  @Override
  public String citation() {
    return "Loshchilov and Hutter 2019, Decoupled weight decay regularization, algorithm 2";
  }
}
