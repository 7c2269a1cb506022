package io.gradus.optim;

/// `rate(t) = start factor^t`.
public record ExponentialDecay(double start, double factor) implements Schedule {
  /// Checks that start and factor are 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public ExponentialDecay {
    Require.notNegative("ExponentialDecay", "start", start);
    Require.notNegative("ExponentialDecay", "factor", factor);
  }

  @Override
  public double rate(long step) {
    return start * StrictMath.pow(factor, step);
  }
}
