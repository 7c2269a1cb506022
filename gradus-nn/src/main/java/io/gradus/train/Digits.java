package io.gradus.train;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How many digits of a number in original units an output that is a float stands for.
final class Digits {
  /// Of the way to the next float; a little less than half, so that the way back is rounded to the
  /// same float.
  private static final double NEAR = 0.49;

  private Digits() {}

  /// y * scale + shift, without the digits that are smaller than the steps between floats around y.
  ///
  /// Different outputs stay different, and unscaled ones are the floats that they were.
  static double decoded(Column.Numeric column, float output) {
    double number = column.decode(output);
    // The gap below a power of two is half of the one above.
    float gap = Math.ulp(Math.nextDown(Math.abs(output)));
    double step = Math.max(gap * Math.abs(column.scale()), Math.ulp(number));
    if (!Double.isFinite(number) || !Double.isFinite(step)) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number);
    int places = -(int) Math.floor(StrictMath.log10(step));
    for (int kept = places - 1; kept <= places; kept++) {
      double rounded = exact.setScale(kept, RoundingMode.HALF_EVEN).doubleValue();
      if (Math.abs(rounded - number) < NEAR * step) {
        return rounded;
      }
    }
    return exact.setScale(places + 1, RoundingMode.HALF_EVEN).doubleValue();
  }
}
