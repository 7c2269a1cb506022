package io.gradus.optim;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;

/// `m <- b1 m + (1-b1) g; v <- b2 v + (1-b2) g^2; p <- p - rate mhat / (sqrt(vhat) + eps)` with
/// `mhat = m / (1 - b1^t)` and `vhat = v / (1 - b2^t)` (Kingma and Ba 2015, alg. 1).
///
/// @param amsgrad whether the largest `v` so far divides, so that steps never grow again (Reddi,
///   Kale and Kumar 2018, alg. 2)
public record Adam(Schedule rate, double beta1, double beta2, double epsilon, boolean amsgrad)
    implements Optimizer {
  /// Checks that `beta1` and `beta2` are in `[0, 1)` and `epsilon` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public Adam {
    Require.fraction("Adam", "beta1", beta1);
    Require.fraction("Adam", "beta2", beta2);
    Require.positive("Adam", "epsilon", epsilon);
  }

  /// Without AMSGrad.
  public Adam(Schedule rate, double beta1, double beta2, double epsilon) {
    this(rate, beta1, beta2, epsilon, false);
  }

  /// At a constant rate, with the paper's settings.
  public Adam(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the paper's settings: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8, without AMSGrad.
  public Adam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public Rule rule() {
    RuleBuilder r = new RuleBuilder();
    Averages averages = Averages.declare(r, beta1, beta2, epsilon);
    Expr largest = amsgrad ? r.state("vmax") : lit(0);
    averages.update();
    if (amsgrad) {
      r.set(largest, largest.max(averages.v()));
    }
    Expr p = r.parameter();
    Expr divisor = averages.divisor(amsgrad ? largest : averages.v());
    r.set(p, p.minus(r.rate().times(averages.mhat().over(divisor))));
    return r.build();
  }

  /// What Adam and its kin have in common: the running averages `m` and `v` and the step from them.
  record Averages(RuleBuilder r, Expr m, Expr v, Expr b1, Expr b2, Expr eps) {
    static Averages declare(RuleBuilder r, double beta1, double beta2, double epsilon) {
      return new Averages(
          r,
          r.state("m"),
          r.state("v"),
          r.setting("beta1", beta1),
          r.setting("beta2", beta2),
          r.setting("eps", epsilon));
    }

    /// `m <- b1 m + (1-b1) g; v <- b2 v + (1-b2) g^2`.
    void update() {
      Expr g = r.gradient();
      r.set(m, b1.times(m).plus(lit(1).minus(b1).times(g)));
      r.set(v, b2.times(v).plus(lit(1).minus(b2).times(g.square())));
    }

    /// `mhat = m / (1 - b1^t)`, which takes out that `m` began at 0.
    Expr mhat() {
      return m.over(lit(1).minus(b1.pow(r.step())));
    }

    /// `sqrt(power / (1 - b2^t)) + eps`.
    Expr divisor(Expr power) {
      return power.over(lit(1).minus(b2.pow(r.step()))).sqrt().plus(eps);
    }

    /// `mhat / (sqrt(vhat) + eps)`.
    Expr step() {
      return mhat().over(divisor(v));
    }
  }

  @Override
  public String citation() {
    return "Kingma and Ba 2015, Adam: a method for stochastic optimization, algorithm 1"
        + (amsgrad ? "; Reddi, Kale and Kumar 2018, On the convergence of Adam, algorithm 2" : "");
  }
}
