package io.gradus.optim;

/// `rate(t) = least + (start - least) (1 + cos(pi t_i / T_i)) / 2`, where `t_i` counts from the
/// last restart and `T_i` is the length of this stretch (Loshchilov and Hutter 2017, SGDR, eq. 5).
///
/// @param first the steps of the first stretch
/// @param growth how many times longer each stretch is than the one before it
public record CosineRestarts(double start, long first, int growth, double least)
    implements Schedule {
  /// Checks that `first` and `growth` are 1 or more, and both rates are 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public CosineRestarts {
    Require.notNegative("CosineRestarts", "start", start);
    Require.count("CosineRestarts", "first", first);
    Require.count("CosineRestarts", "growth", growth);
    Require.notNegative("CosineRestarts", "least", least);
  }

  /// Each time down to 0.
  public CosineRestarts(double start, long first, int growth) {
    this(start, first, growth, 0);
  }

  @Override
  public double rate(long step) {
    long since = step;
    long length = first;
    if (growth == 1) {
      since = step % first;
    } else {
      while (since >= length) {
        since -= length;
        length *= growth;
      }
    }
    return CosineDecay.between(start, least, (double) since / length);
  }
}
