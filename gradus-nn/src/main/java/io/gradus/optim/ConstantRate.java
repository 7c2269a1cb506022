package io.gradus.optim;

/// `rate(t) = rate`: the same at every step.
public record ConstantRate(double rate) implements Schedule {
  /// Checks that the rate is 0 or more, and finite.
  ///
  /// @throws IllegalArgumentException if it is not
  public ConstantRate {
    Require.notNegative("ConstantRate", "rate", rate);
  }

  @Override
  public double rate(long step) {
    return rate;
  }
}
