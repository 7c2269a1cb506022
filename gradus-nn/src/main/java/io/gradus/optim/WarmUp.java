package io.gradus.optim;

/// `rate(t) = then(0) (from + (1 - from) t / steps)` for `t < steps`, then `then(t - steps)`: a
/// straight line up to where another schedule begins (Goyal et al. 2017, section 2.2).
///
/// @param from the part of the rate at step 0, in `[0, 1)`
public record WarmUp(long steps, double from, Schedule then) implements Schedule {
  /// Checks that `steps` is 1 or more and `from` is in `[0, 1)`.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public WarmUp {
    Require.count("WarmUp", "steps", steps);
    Require.fraction("WarmUp", "from", from);
  }

  /// From `1 / steps` of the rate in as many equal parts.
  public WarmUp(long steps, Schedule then) {
    this(steps, steps == 1 ? 0 : 1.0 / steps, then);
  }

  @Override
  public double rate(long step) {
    return rate(step, then.memory());
  }

  @Override
  public double rate(long step, double[] memory) {
    return step < steps
        ? then.rate(0, memory) * (from + (1 - from) * step / steps)
        : then.rate(step - steps, memory);
  }

  @Override
  public double[] memory() {
    return then.memory();
  }

  @Override
  public void observe(double metric, double[] memory) {
    then.observe(metric, memory);
  }
}
