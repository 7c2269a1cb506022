package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;

/// `x^y` in float arithmetic: `2^(y log2 x)` with the logarithm in two floats.
///
/// `log2 |x| = k + (2 / ln 2) artanh s`, `s = (m - 1) / (m + 1)`; sums and products keep their
/// rounding errors (Dekker 1971). Special cases as in [Math#pow]; results below the smallest normal
/// number are 0. Coefficients: `minimax.py`.
final class Power {
  private static final float LOWEST = 0x1.6a09e6p-1f;
  private static final float SCALE_HIGH = 0x1.715476p1f;
  private static final float SCALE_LOW = 0x1.4ae0cp-25f;
  private static final float[] ARTANH = {
    0x1.ec709ep-1f, 0x1.2776e2p-1f, 0x1.a5cebep-2f, 0x1.58b424p-2f
  };
  private static final float[] EXP2 = {
    0x1.62e43p-1f, 0x1.ebfbdcp-3f, 0x1.c6af76p-5f, 0x1.3b2ddep-7f, 0x1.5f0c9p-10f, 0x1.4172aep-13f
  };

  private Power() {}

  /// A number as the sum of two floats.
  private record TwoFloats(int high, int low) {
    /// `a + c`, without error, for `|a| >= |c|` or `a = 0`.
    static TwoFloats sum(ProgramBuilder b, int a, int c) {
      int high = b.add(a, c);
      return new TwoFloats(high, b.sub(c, b.sub(high, a)));
    }
  }

  static int pow(ProgramBuilder b, int x, int y) {
    if (b.isConstant(y, 1f)) {
      return x;
    }
    if (b.isConstant(y, 2f)) {
      return b.mul(x, x);
    }
    TwoFloats log = log2(b, b.abs(x));
    int exponent = b.mul(y, log.high());
    int low = b.fma(y, log.low(), b.fma(y, log.high(), b.neg(exponent)));
    int value = signed(b, x, y, exp2(b, exponent, low));
    return b.select(b.compare(Comparison.EQ, y, 0f), b.constant(1f), value);
  }

  /// `2^(high + low)`; 0 below the normal numbers, infinity above.
  private static int exp2(ProgramBuilder b, int high, int low) {
    int shifted = b.add(high, Exponentials.MAGIC);
    int r = b.add(b.sub(high, b.sub(shifted, Exponentials.MAGIC)), low);
    int mantissa = b.fma(r, b.polynomial(r, EXP2), 1f);
    // An addition to the exponent reaches up to 2^128, where the mantissa is below 1.
    int scaled = b.fromBits(b.intAdd(b.toBits(mantissa), b.shiftLeft(b.toBits(shifted), 23)));
    int beyond = b.add(b.sub(high, 128f), low);
    int above = b.add(high, Float.POSITIVE_INFINITY);
    int bounded = b.select(b.compare(Comparison.LT, beyond, 0f), scaled, above);
    return b.select(b.compare(Comparison.LT, high, -126f), b.constant(0f), bounded);
  }

  /// `log2 x` for `x >= 0`; infinite at 0 and infinity.
  private static TwoFloats log2(ProgramBuilder b, int x) {
    Logarithms.Split split = Logarithms.Split.ofAny(b, x, LOWEST);
    int f = b.sub(split.mantissa(), 1f);
    int divisor = b.add(f, 2f);
    int divisorLow = b.sub(f, b.sub(divisor, 2f));
    int inverse = b.div(b.constant(1f), divisor);
    int s = b.mul(f, inverse);
    int minus = b.neg(s);
    int sLow = b.mul(b.fma(minus, divisorLow, b.fma(minus, divisor, f)), inverse);
    int square = b.mul(s, s);
    int head = b.mul(s, SCALE_HIGH);
    int tail = b.fma(s, SCALE_HIGH, b.neg(head));
    // The derivative of artanh, 1 / (1 - s^2), is 1 + s^2 to the accuracy needed.
    sLow = b.fma(sLow, square, sLow);
    tail = b.fma(s, SCALE_LOW, b.fma(sLow, SCALE_HIGH, tail));
    tail = b.fma(b.mul(s, square), b.polynomial(square, ARTANH), tail);
    TwoFloats sum = TwoFloats.sum(b, split.k(), head);
    TwoFloats log = TwoFloats.sum(b, sum.high(), b.add(sum.low(), tail));
    int zero =
        b.select(b.compare(Comparison.EQ, x, 0f), b.constant(Float.NEGATIVE_INFINITY), log.high());
    int infinite = b.compare(Comparison.LT, x, Float.POSITIVE_INFINITY);
    return new TwoFloats(b.select(infinite, zero, x), log.low());
  }

  /// The sign of `x^y` put on its magnitude; NaN for a negative `x` and a `y` that is no integer.
  private static int signed(ProgramBuilder b, int x, int y, int magnitude) {
    int half = b.mul(y, 0.5f);
    int isInteger = b.compare(Comparison.EQ, Rounding.round(b, y), y);
    int isEven = b.compare(Comparison.EQ, Rounding.round(b, half), half);
    int odd = b.select(isEven, magnitude, b.copySign(magnitude, x));
    int integer = b.select(isInteger, odd, magnitude);
    int undefined = b.select(isInteger, integer, b.constant(Float.NaN));
    int finite = b.select(b.compare(Comparison.GT, x, Float.NEGATIVE_INFINITY), undefined, integer);
    return b.select(b.compare(Comparison.LT, x, 0f), finite, integer);
  }
}
