package io.gradus.expr;

import java.math.BigDecimal;
import java.math.MathContext;

/// `erfc(x)` to 30 digits and more, by the power series of `erf` in enough digits to survive its
/// cancellation.
final class ExactErrorFunction {
  private ExactErrorFunction() {}

  static BigDecimal erfc(double x) {
    MathContext digits = digitsFor(x);
    return BigDecimal.ONE.subtract(erf(x, digits), digits);
  }

  static BigDecimal erf(double x) {
    return erf(x, digitsFor(x));
  }

  /// The terms grow to `e^(x^2)` and `erfc` shrinks to `e^(-x^2)`: twice that many digits are lost.
  private static MathContext digitsFor(double x) {
    return new MathContext(60 + (int) Math.ceil(2 * x * x / Math.log(10)));
  }

  private static BigDecimal erf(double x, MathContext digits) {
    BigDecimal at = new BigDecimal(x);
    BigDecimal square = at.multiply(at, digits);
    BigDecimal power = at;
    BigDecimal sum = at;
    BigDecimal small = BigDecimal.ONE.movePointLeft(digits.getPrecision()).multiply(at.abs());
    for (int n = 1; power.abs().compareTo(small) > 0; n++) {
      power = power.multiply(square, digits).negate().divide(BigDecimal.valueOf(n), digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
    }
    return sum.multiply(BigDecimal.TWO).divide(pi(digits).sqrt(digits), digits);
  }

  /// `pi = 16 atan(1/5) - 4 atan(1/239)` (Machin).
  private static BigDecimal pi(MathContext digits) {
    return arcTangentOfInverse(5, digits)
        .multiply(BigDecimal.valueOf(16))
        .subtract(arcTangentOfInverse(239, digits).multiply(BigDecimal.valueOf(4)), digits);
  }

  private static BigDecimal arcTangentOfInverse(long n, MathContext digits) {
    BigDecimal small = BigDecimal.ONE.movePointLeft(digits.getPrecision() + 5);
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), digits);
    BigDecimal sum = power;
    for (long k = 3; power.abs().compareTo(small) > 0; k += 2) {
      power = power.divide(BigDecimal.valueOf(-n * n), digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(k), digits), digits);
    }
    return sum;
  }
}
