package io.gradus.optim;

/// `rate(t) = rate`: the same at every step.
public record ConstantRate(double rate) implements Schedule {
  public ConstantRate {
    Require.notNegative("ConstantRate", "rate", rate);
  }

  @Override
  public double rate(long step) {
    return rate;
  }
}
