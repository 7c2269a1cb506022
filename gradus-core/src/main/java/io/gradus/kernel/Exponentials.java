package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;

/// `e^x` and `e^x - 1` in float arithmetic.
///
/// `x = n ln 2 + r` with `|r| <= ln(2)/2` (Cody and Waite 1980, chapter 6), `e^r = 1 + r + r^2
/// P(r)`, and the factor `2^n` is put together from its bits. Coefficients: `minimax.py`.
final class Exponentials {
  /// The largest float whose exponential is finite.
  static final float OVERFLOW = 0x1.62e42ep6f;

  /// The smallest float whose exponential is a normal number.
  static final float UNDERFLOW = -0x1.5d589ep6f;

  static final float LN2_HIGH = 0x1.62e43p-1f;
  static final float LN2_LOW = -0x1.05c61p-29f;
  private static final float LOG2_E = 0x1.715476p0f;

  /// Adding it rounds to an integer, which then stands in the low bits.
  static final float MAGIC = 0x1.8p23f;

  private static final int ONE_BITS = 0x3f80_0000;

  private static final float[] TAIL = {
    0x1.fffffep-2f, 0x1.5554aep-3f, 0x1.5556fp-5f, 0x1.122a72p-7f, 0x1.6ba49cp-10f
  };

  private Exponentials() {}

  /// `x` cut into `n` times ln 2 and a rest: `x = n ln 2 + high - low`; `bits` holds `n` in its low
  /// bits.
  ///
  /// `high` is exact, `low = n * LN2_LOW`.
  record Reduced(int n, int bits, int high, int low, int rest) {
    static Reduced of(ProgramBuilder b, int x) {
      int shifted = b.fma(x, LOG2_E, MAGIC);
      int n = b.sub(shifted, MAGIC);
      int high = b.fma(n, -LN2_HIGH, x);
      int low = b.mul(n, LN2_LOW);
      return new Reduced(n, b.toBits(shifted), high, low, b.fma(n, -LN2_LOW, high));
    }

    /// `2^(n + offset)` for results of the sum in -126 .. 127.
    int power(ProgramBuilder b, int offset) {
      return b.fromBits(b.intAdd(b.shiftLeft(bits, 23), b.intConstant(ONE_BITS + (offset << 23))));
    }

    /// `e^rest - 1`.
    int expm1(ProgramBuilder b) {
      return b.fma(b.mul(rest, rest), tail(b), rest);
    }

    /// `(e^rest - 1 - rest) / rest^2`.
    int tail(ProgramBuilder b) {
      return b.polynomial(rest, TAIL);
    }
  }

  /// `e^x`; results below the smallest normal number are 0.
  static int exp(ProgramBuilder b, int x) {
    Reduced reduced = Reduced.of(b, x);
    int mantissa = b.add(reduced.expm1(b), 1f);
    // An addition to the exponent, not a product: for n = 128 the factor would be infinite, but the
    // result is not, since the
    // mantissa is then below 1.
    int scaled = b.fromBits(b.intAdd(b.toBits(mantissa), b.shiftLeft(reduced.bits(), 23)));
    return bounded(b, x, scaled);
  }

  /// 0 below the range of normal results, infinity above it, NaN for NaN.
  static int bounded(ProgramBuilder b, int x, int inRange) {
    int high = b.add(x, Float.POSITIVE_INFINITY);
    int low = b.select(b.compare(Comparison.LT, x, UNDERFLOW), b.constant(0f), inRange);
    return b.select(b.compare(Comparison.LE, x, OVERFLOW), low, high);
  }

  /// `e^x - 1`, accurate near 0.
  static int expm1(ProgramBuilder b, int x) {
    // Below -20 the result rounds to -1; the bound keeps 2^(n-1) normal.
    int bounded = b.select(b.compare(Comparison.LT, x, -20f), b.constant(-20f), x);
    Reduced reduced = Reduced.of(b, bounded);
    // 2^n (1 + high + rest) - 1 as (2^n - 1) + 2^n high, which is exact where it is small, plus the
    // rest; in halves, for the
    // sake of n = 128.
    int half = reduced.power(b, -1);
    int rest = b.fma(b.mul(reduced.rest(), reduced.rest()), reduced.tail(b), b.neg(reduced.low()));
    int large = b.fma(half, reduced.high(), b.sub(half, 0.5f));
    int sum = b.fma(half, rest, large);
    int result = b.add(sum, sum);
    int above = b.add(x, Float.POSITIVE_INFINITY);
    int finite = b.select(b.compare(Comparison.LE, x, OVERFLOW), result, above);
    return b.select(b.compare(Comparison.LT, b.abs(x), 0x1p-26f), x, finite);
  }
}
