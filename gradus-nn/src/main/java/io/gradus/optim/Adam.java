package io.gradus.optim;

/// `m <- b1 m + (1-b1) g; v <- b2 v + (1-b2) g^2; p <- p - rate mhat / (sqrt(vhat) + eps)` with
/// `mhat = m / (1 - b1^t)` and `vhat = v / (1 - b2^t)` (Kingma and Ba 2015, alg. 1).
public record Adam(Schedule rate, double beta1, double beta2, double epsilon) implements Optimizer {
  public Adam {
    Require.fraction("Adam", "beta1", beta1);
    Require.fraction("Adam", "beta2", beta2);
    Require.positive("Adam", "epsilon", epsilon);
  }

  public Adam(double rate) {
    this(Schedule.constant(rate), 0.9, 0.999, 1e-8);
  }

  @Override
  public Rule rule() {
    return AdamW.rule(beta1, beta2, epsilon, 0);
  }

  @Override
  public String citation() {
    return "Kingma and Ba 2015, Adam: a method for stochastic optimization, algorithm 1";
  }
}
