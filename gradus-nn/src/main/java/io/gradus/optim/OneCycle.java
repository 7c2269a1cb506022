package io.gradus.optim;

/// From `peak / divisor` up to `peak` in the first `rise` of the steps, then down to `peak /
/// divisor / finalDivisor`, both along half a cosine (Smith and Topin 2018, in PyTorch's form).
///
/// @param steps how long the training is; after it the rate stays at the least
/// @param rise the part of the steps in which the rate rises, in `(0, 1)`
public record OneCycle(double peak, long steps, double rise, double divisor, double finalDivisor)
    implements Schedule {
  /// Checks that `peak` is 0 or more, `steps` is 1 or more, `rise` is between 0 and 1, and both
  /// divisors are above 0.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public OneCycle {
    Require.notNegative("OneCycle", "peak", peak);
    Require.count("OneCycle", "steps", steps);
    Require.positive("OneCycle", "rise", rise);
    Require.fraction("OneCycle", "rise", rise);
    Require.positive("OneCycle", "divisor", divisor);
    Require.positive("OneCycle", "finalDivisor", finalDivisor);
  }

  /// Rises for 0.3 of the steps from a 25th of the peak, and falls to a 10,000th of where it began.
  public OneCycle(double peak, long steps) {
    this(peak, steps, 0.3, 25, 1e4);
  }

  @Override
  public double rate(long step) {
    double start = peak / divisor;
    double least = start / finalDivisor;
    double top = rise * steps - 1;
    double last = steps - 1;
    if (step >= last) {
      return least;
    }
    // With few steps the peak is before the first one.
    return step <= top
        ? CosineDecay.between(start, peak, top == 0 ? 1 : step / top)
        : CosineDecay.between(peak, least, (step - top) / (last - top));
  }
}
