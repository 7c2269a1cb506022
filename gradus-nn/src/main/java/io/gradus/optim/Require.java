package io.gradus.optim;

/// Checks of hyperparameters, with errors that name the method, the parameter and what was got.
final class Require {
  private Require() {}

  /// A number in `[0, 1)`, as decay rates of averages are.
  static void fraction(String owner, String name, double value) {
    check(value >= 0 && value < 1, owner, name, "in [0, 1)", value);
  }

  /// A finite number of at least 0.
  static void notNegative(String owner, String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, owner, name, "0 or more", value);
  }

  /// A finite number above 0.
  static void positive(String owner, String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, owner, name, "greater than 0", value);
  }

  /// A count of at least 1.
  static void count(String owner, String name, long value) {
    check(value >= 1, owner, name, "1 or more", value);
  }

  private static void check(
      boolean holds, String owner, String name, String expected, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: %s must be %s, got %s".formatted(owner, name, expected, value));
    }
  }
}
