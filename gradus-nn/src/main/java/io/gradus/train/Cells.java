package io.gradus.train;

import java.util.Set;
import java.util.regex.Pattern;

/// The texts that stand for numbers and for missing values in raw data.
///
/// A number is an optional sign, decimal digits with at most one point, and an optional exponent; a
/// comma, a unit, a hexadecimal or a trailing `f` is not part of a number. Infinity is spelled
/// `inf` or `infinity` in any case, and read so that it can be refused where it stands; `NaN` is
/// refused too, for it says that a computation went wrong and not that nothing was measured.
public final class Cells {
  private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern INFINITY =
      Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_NUMBER = 1_000;

  private Cells() {}

  /// Whether a text stands for a missing value: empty, `?`, `NA` or `N/A`.
  public static boolean missing(String cell) {
    return MISSING.contains(cell);
  }

  /// Whether a text is `NaN`, in any case.
  public static boolean notANumber(String cell) {
    return cell.equalsIgnoreCase("nan");
  }

  /// The number that a text stands for; NaN if it stands for none.
  public static double number(String cell) {
    if (cell.length() > LONGEST_NUMBER) {
      return Double.NaN;
    }
    if (NUMBER.matcher(cell).matches()) {
      return Double.parseDouble(cell);
    }
    if (INFINITY.matcher(cell).matches()) {
      return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  /// @param got the cell, or a missing value where there should be one
  static DataException bad(String where, String column, String expected, String got) {
    String shown = got.length() > 60 ? got.substring(0, 60) + "..." : got;
    String cell =
        missing(got) ? "a missing value (an empty cell, ?, NA or N/A)" : "\"" + shown + "\"";
    return new DataException(where + ", column \"" + column + "\": " + expected + ", got " + cell);
  }
}
