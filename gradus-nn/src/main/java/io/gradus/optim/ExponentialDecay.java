package io.gradus.optim;

/// `rate(t) = start factor^t`.
public record ExponentialDecay(double start, double factor) implements Schedule {
  public ExponentialDecay {
    Require.notNegative("ExponentialDecay", "start", start);
    Require.notNegative("ExponentialDecay", "factor", factor);
  }

  @Override
  public double rate(long step) {
    return start * StrictMath.pow(factor, step);
  }
}
