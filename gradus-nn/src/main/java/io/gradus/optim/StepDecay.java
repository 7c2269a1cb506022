package io.gradus.optim;

/// `rate(t) = start factor^floor(t / every)`.
public record StepDecay(double start, long every, double factor) implements Schedule {
  /// Checks that `every` is 1 or more, and start and factor are 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public StepDecay {
    Require.notNegative("StepDecay", "start", start);
    Require.count("StepDecay", "every", every);
    Require.notNegative("StepDecay", "factor", factor);
  }

  @Override
  public double rate(long step) {
    return start * StrictMath.pow(factor, step / every);
  }
}
