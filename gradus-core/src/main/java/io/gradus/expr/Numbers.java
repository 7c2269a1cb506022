package io.gradus.expr;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as people write them: `0.9`, `-3`, `1e-8`; no trailing zeros, no digits that say
/// nothing.
public final class Numbers {
  private static final int LARGEST_PLAIN_EXPONENT = 6;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private Numbers() {}

  /// The shortest text that reads back as `value`: as a `float` if it is one, so `0.1f` is `0.1`,
  /// else as a `double`.
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    boolean isFloat = (float) value == value;
    return layOut(new BigDecimal(isFloat ? Float.toString((float) value) : Double.toString(value)));
  }

  /// `value` rounded to so many significant digits: `0.7513650695523157` to 6 is `0.751365`.
  ///
  /// @throws IllegalArgumentException if `digits` is not positive
  public static String format(double value, int digits) {
    if (digits < 1) {
      throw new IllegalArgumentException(
          "Cannot round to %d significant digits; try 6".formatted(digits));
    }
    if (!Double.isFinite(value)) {
      return special(value);
    }
    // The digits of 0.1 beyond the shortest text say nothing.
    String shortest = format(value);
    return new BigDecimal(shortest).stripTrailingZeros().precision() <= digits
        ? shortest
        : layOut(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "inf" : "-inf";
  }

  private static String layOut(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    boolean wholeDigitsKnown = stripped.scale() <= 0 && stripped.precision() > exponent;
    boolean plain =
        exponent >= SMALLEST_PLAIN_EXPONENT
            && (exponent <= LARGEST_PLAIN_EXPONENT || stripped.scale() > 0 || wholeDigitsKnown);
    return plain
        ? stripped.toPlainString()
        : stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /// A formatted number in LaTeX: `1.5e-8` is `1.5 \cdot 10^{-8}`, without trailing zeros.
  static String latex(String formatted) {
    int at = formatted.indexOf('e');
    if (at < 0) {
      return switch (formatted) {
        case "NaN" -> "\\mathrm{NaN}";
        case "inf" -> "\\infty";
        case "-inf" -> "-\\infty";
        default -> formatted;
      };
    }
    String power = "10^{" + formatted.substring(at + 1) + "}";
    String digits = formatted.substring(0, at);
    return switch (digits) {
      case "1" -> power;
      case "-1" -> "-" + power;
      default -> digits + " \\cdot " + power;
    };
  }
}
