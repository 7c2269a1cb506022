package io.gradus.optim;

/// `rate(t) = start factor^floor(t / every)`.
public record StepDecay(double start, long every, double factor) implements Schedule {
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
