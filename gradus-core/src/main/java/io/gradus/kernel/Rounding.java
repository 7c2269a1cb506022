package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;

/// Rounding to integers by adding and taking away 2^23, the power of two from which on floats have
/// no fraction.
final class Rounding {
  private static final float TWO_23 = 0x1p23f;

  private Rounding() {}

  /// To the nearest integer, ties to even; the sign of a zero result is the argument's.
  static int round(ProgramBuilder b, int x) {
    int magnitude = b.abs(x);
    int rounded = b.copySign(b.sub(b.add(magnitude, TWO_23), TWO_23), x);
    return b.select(b.compare(Comparison.LT, magnitude, TWO_23), rounded, x);
  }

  /// The largest integer not above `x`.
  static int floor(ProgramBuilder b, int x) {
    int rounded = round(b, x);
    return b.select(b.compare(Comparison.GT, rounded, x), b.sub(rounded, 1f), rounded);
  }

  /// The smallest integer not below `x`.
  static int ceil(ProgramBuilder b, int x) {
    int rounded = round(b, x);
    // -0.5 rounds up to -0, as Math.ceil has it: adding 1 to -1 would give +0.
    int up = b.copySign(b.add(rounded, 1f), x);
    return b.select(b.compare(Comparison.LT, rounded, x), up, rounded);
  }
}
