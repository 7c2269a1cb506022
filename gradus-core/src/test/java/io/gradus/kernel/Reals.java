package io.gradus.kernel;

/// Double-precision functions that the float ones are measured against; good to about 1e-15.
final class Reals {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private Reals() {}

  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /// The series `2/sqrt(pi) e^(-x^2) sum 2^k x^(2k+1) / (2k+1)!!` near 0 (Abramowitz and Stegun
  /// 7.1.6), `1 - erfc` elsewhere.
  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (!(magnitude < 2)) {
      return Double.isNaN(x) ? x : Math.copySign(1 - erfc(magnitude), x);
    }
    double term = x;
    double sum = x;
    for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      term *= 2 * x * x / (2 * k + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * sum;
  }

  /// The continued fraction of Abramowitz and Stegun 7.1.14 from 2 on, `1 - erf` below.
  static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x < 2) {
      return x < -6 ? 2 : 1 - erf(x);
    }
    if (x > 27) {
      return 0;
    }
    double fraction = 0;
    for (int k = 150; k > 0; k--) {
      fraction = k / 2.0 / (x + fraction);
    }
    return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
  }
}
