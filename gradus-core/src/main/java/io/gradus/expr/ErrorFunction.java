package io.gradus.expr;

/// `erf(x) = 2 / sqrt(pi) * integral of e^(-t^2) from 0 to x`, and `erfc(x) = 1 - erf(x)`, in
/// double.
///
/// Relative error below 1e-15 wherever the result is a normal number. `erf` near zero is `x` times
/// a polynomial in `x^2`; `erfc` to the right of 1/2 is `e^(-x^2) / (1 + 2 x)` times a polynomial
/// in `(x - 3) / (x + 3)`, the form of Shepherd & Laframboise (1981), "Chebyshev approximation of
/// (1 + 2x) exp(x^2) erfc x". The coefficients are our own: `erf_coefficients.py` beside the tests
/// computes them.
final class ErrorFunction {
  private static final double[] SERIES = {
    0.9654687386698673,
    -0.1405360890227171,
    0.019852496688983708,
    -0.0022854855611441132,
    0.00021751715604159932,
    -1.7537169441124866e-05,
    1.223382738359897e-06,
    -7.511569286591727e-08,
    4.115800583208149e-09,
    -2.035228405815769e-10,
    9.167619596865806e-12,
    -3.8078824063194953e-13,
    1.4543887079465116e-14,
  };

  private static final double[] SCALED = {
    1.2466693962002773,
    -0.10586152790091503,
    -0.017977041184294586,
    0.04794607053092502,
    -0.034858448572138316,
    0.015722391448707778,
    -0.0044157877173262175,
    0.00046509896907601437,
    0.0001739993079564173,
    -6.912737445638317e-05,
    -2.6884125011095026e-06,
    6.11566523728438e-06,
    -2.6432387710754704e-07,
    -5.618822921787218e-07,
    3.707856419862568e-08,
    5.8211761265415675e-08,
    -2.0274959330051783e-09,
    -6.518753911473054e-09,
    -2.5665483934703323e-10,
    6.856325192645769e-10,
    9.095956173331466e-11,
    -4.7741356850876056e-11,
    -1.0436526110193503e-11,
  };

  /// Beyond it `erfc` is below the smallest subnormal.
  private static final double VANISHED = 28;

  private ErrorFunction() {}

  /// `erf(x)`, odd, from -1 to 1.
  static double erf(double x) {
    double size = Math.abs(x);
    if (size <= 1) {
      return x * polynomial(SERIES, 2 * x * x - 1);
    }
    return Math.copySign(1 - tail(size), x);
  }

  /// `1 - erf(x)` without the cancellation, from 2 down to 0.
  static double erfc(double x) {
    if (x < -1) {
      return 2 - tail(-x);
    }
    return x < 0.5 ? 1 - erf(x) : tail(x);
  }

  private static double tail(double x) {
    if (x > VANISHED) {
      return 0;
    }
    double t = (x - 3) / (x + 3);
    return gaussian(x) * (polynomial(SCALED, (217 * t - 10) / 165) / (1 + 2 * x));
  }

  private static double gaussian(double x) {
    double square = x * x;
    // At x = 26 half an ulp of x^2 would be an error of 6e-14 in the exponential.
    double lost = Math.fma(x, x, -square);
    return StrictMath.exp(-square) * (1 - lost);
  }

  private static double polynomial(double[] coefficients, double u) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, u, coefficients[i]);
    }
    return sum;
  }
}
