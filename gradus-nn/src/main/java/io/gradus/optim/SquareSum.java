package io.gradus.optim;

/// `x_0^2 + x_1^2 + ...` in double, in a fixed order: eight lanes, then a tree.
final class SquareSum {
  private SquareSum() {}

  /// The sum over `count` floats from `from`, each times `factor` and cut to `[-limit, limit]`
  /// first, with the roundings of an update's kernel.
  static double of(float[] x, int from, int count, float factor, float limit) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (int end = from + count / 8 * 8; i < end; i += 8) {
      s0 += square(x[i], factor, limit);
      s1 += square(x[i + 1], factor, limit);
      s2 += square(x[i + 2], factor, limit);
      s3 += square(x[i + 3], factor, limit);
      s4 += square(x[i + 4], factor, limit);
      s5 += square(x[i + 5], factor, limit);
      s6 += square(x[i + 6], factor, limit);
      s7 += square(x[i + 7], factor, limit);
    }
    for (; i < from + count; i++) {
      s0 += square(x[i], factor, limit);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static double square(float x, float factor, float limit) {
    double cut = cut(x, factor, limit);
    return cut * cut;
  }

  /// `factor x`, cut to `[-limit, limit]`.
  static float cut(float x, float factor, float limit) {
    return Math.max(-limit, Math.min(limit, factor * x));
  }
}
