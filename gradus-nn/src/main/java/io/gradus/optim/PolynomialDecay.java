package io.gradus.optim;

/// `rate(t) = start (1 - min(t, steps) / steps)^power`: 0 from step `steps` on; a straight line
/// with power 1.
public record PolynomialDecay(double start, long steps, double power) implements Schedule {
  /// Checks that `start` is 0 or more, `steps` is 1 or more and `power` is above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public PolynomialDecay {
    Require.notNegative("PolynomialDecay", "start", start);
    Require.count("PolynomialDecay", "steps", steps);
    Require.positive("PolynomialDecay", "power", power);
  }

  @Override
  public double rate(long step) {
    return start * StrictMath.pow(1 - (double) Math.min(step, steps) / steps, power);
  }
}
