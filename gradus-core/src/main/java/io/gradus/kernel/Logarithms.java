package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;

/// `ln x` and `ln(1 + x)` in float arithmetic.
///
/// `x = 2^k (1 + f)` with `1 + f` in [3/4, 3/2), and `ln(1 + f) = f + f^2 Q(f)`. Coefficients:
/// `minimax.py`.
final class Logarithms {
  private static final float[] TAIL = {
    -0x1.0p-1f,
    0x1.5555a4p-2f,
    -0x1.000046p-2f,
    0x1.99696ap-3f,
    -0x1.54ede2p-3f,
    0x1.28848p-3f,
    -0x1.0d9e9cp-3f,
    0x1.ace734p-4f,
    -0x1.71ae24p-5f
  };

  static final int EXPONENT_MASK = 0xff80_0000;
  private static final int TWO_BITS = 0x4000_0000;
  private static final int MAGIC_BITS = 0x4b40_0000;

  private Logarithms() {}

  /// A positive number as `2^k * mantissa`: `shift` is `k << 23`.
  record Split(int k, int mantissa, int shift) {
    /// `lowest` is the smallest mantissa, in [1/2, 1]; subnormal numbers must have been scaled
    /// before.
    static Split of(ProgramBuilder b, int x, float lowest) {
      int bits = b.toBits(x);
      int above = b.intSub(bits, b.intConstant(Float.floatToRawIntBits(lowest)));
      int shift = b.intAnd(above, b.intConstant(EXPONENT_MASK));
      return new Split(
          integer(b, b.shiftRight(above, 23)), b.fromBits(b.intSub(bits, shift)), shift);
    }

    /// A small int as a float.
    private static int integer(ProgramBuilder b, int k) {
      return b.sub(b.fromBits(b.intAdd(k, b.intConstant(MAGIC_BITS))), Exponentials.MAGIC);
    }

    /// Any positive number split, subnormal ones too.
    static Split ofAny(ProgramBuilder b, int x, float lowest) {
      int small = b.compare(Comparison.LT, x, Float.MIN_NORMAL);
      Split split = of(b, b.select(small, b.mul(x, 0x1p23f), x), lowest);
      int offset = b.select(small, b.constant(23f), b.constant(0f));
      return new Split(b.sub(split.k(), offset), split.mantissa(), split.shift());
    }
  }

  /// `ln x`: minus infinity at 0, NaN below.
  static int log(ProgramBuilder b, int x) {
    Split split = Split.ofAny(b, x, 0.75f);
    int value = sum(b, split.k(), b.sub(split.mantissa(), 1f));
    int atMost = b.select(b.compare(Comparison.LT, x, Float.POSITIVE_INFINITY), value, x);
    return b.select(b.compare(Comparison.GT, x, 0f), atMost, pole(b, x, 0f));
  }

  /// `ln(1 + x)`, accurate near 0.
  static int log1p(ProgramBuilder b, int x) {
    Split split = Split.of(b, b.add(x, 1f), 0.75f);
    // f = 2^-k x + (2^-k - 1), without the rounding of 1 + x; 2^(1-k) is put together instead of
    // 2^-k, which k = 128 takes
    // out of range.
    int scaled = b.fromBits(b.intSub(b.toBits(x), split.shift()));
    int twice = b.fromBits(b.intSub(b.intConstant(TWO_BITS), split.shift()));
    int f = b.add(scaled, b.fma(twice, 0.5f, -1f));
    int value = sum(b, split.k(), f);
    int small = b.select(b.compare(Comparison.LT, b.abs(x), 0x1p-26f), x, value);
    int atMost = b.select(b.compare(Comparison.LT, x, Float.POSITIVE_INFINITY), small, x);
    return b.select(b.compare(Comparison.GT, x, -1f), atMost, pole(b, x, -1f));
  }

  /// `f^2 Q(f) + plus`, where `f^2 Q(f) = ln(1 + f) - f` for `f` in [-1/4, 1/2].
  static int tail(ProgramBuilder b, int f, int plus) {
    return b.fma(b.mul(f, f), b.polynomial(f, TAIL), plus);
  }

  private static int sum(ProgramBuilder b, int k, int f) {
    return b.fma(k, Exponentials.LN2_HIGH, tail(b, f, f));
  }

  private static int pole(ProgramBuilder b, int x, float at) {
    return b.select(
        b.compare(Comparison.EQ, x, at),
        b.constant(Float.NEGATIVE_INFINITY),
        b.constant(Float.NaN));
  }
}
