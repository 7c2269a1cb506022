package io.gradus.expr;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as people write them.
public final class Numbers {
  private Numbers() {}

  /// `number` with at most this many significant digits, without trailing zeros.
  public static String format(double number, int digits) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale();
    return rounded.signum() == 0
        ? "0"
        : exponent > -4 && exponent <= Math.max(digits, 7)
            ? rounded.toPlainString()
            : rounded.toString();
  }
}
