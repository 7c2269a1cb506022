package io.gradus.optim;

/// `rate(t) = least + (start - least) (1 + cos(pi t / steps)) / 2` (Loshchilov and Hutter 2017,
/// SGDR, eq. 5).
///
/// After step `steps` it rises again, as in PyTorch: choose `steps` as long as the training, or
/// [CosineRestarts].
public record CosineDecay(double start, long steps, double least) implements Schedule {
  /// Checks that `steps` is 1 or more, and both rates are 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public CosineDecay {
    Require.notNegative("CosineDecay", "start", start);
    Require.count("CosineDecay", "steps", steps);
    Require.notNegative("CosineDecay", "least", least);
  }

  /// Down to 0.
  public CosineDecay(double start, long steps) {
    this(start, steps, 0);
  }

  @Override
  public double rate(long step) {
    return between(start, least, (double) step / steps);
  }

  /// Half a cosine from `from` at 0 to `to` at 1.
  static double between(double from, double to, double part) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * part)) / 2;
  }
}
