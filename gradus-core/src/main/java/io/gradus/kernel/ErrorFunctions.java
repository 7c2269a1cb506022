package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;
import io.gradus.kernel.Exponentials.Reduced;

/// `erf` and `erfc` in float arithmetic. Coefficients: `minimax.py`.
final class ErrorFunctions {
  /// `erf(x) / x - 1` in `x^2`.
  private static final float[] ERF_SMALL = {
    0x1.06eba8p-3f,
    -0x1.81274p-2f,
    0x1.ce2d64p-4f,
    -0x1.b80116p-6f,
    0x1.5449ap-8f,
    -0x1.a601e4p-11f,
    0x1.4f3bcp-14f
  };

  private static final float SMALL = 0.92f;

  /// `ln erfc(x)` between [#SMALL] and 4.
  private static final float[] LOG_ERFC = {
    -0x1.5d10f6p-13f,
    -0x1.20b752p0f,
    -0x1.4621bap-1f,
    -0x1.aa7326p-4f,
    0x1.6d9cf6p-6f,
    -0x1.91cd74p-9f,
    0x1.9fb45ap-13f
  };

  /// `(1 + 2x) e^(x^2) erfc(x)` in `t = (x - 2.5) / (x + 2.5)`, without the constant term.
  private static final float[] SCALED_ERFC_SLOPE = {
    -0x1.f52c5ep-4f,
    -0x1.959aa6p-4f,
    0x1.42d39p-3f,
    -0x1.a5c3a6p-4f,
    0x1.0c59c4p-5f,
    0x1.f47626p-11f,
    -0x1.1d85f8p-8f,
    0x1.b53c1ep-12f,
    0x1.1df73ap-11f
  };

  // The constant term, in two floats.
  private static final float SCALED_ERFC_HIGH = 0x1.43cc7p0f;
  private static final float SCALED_ERFC_LOW = -0x1.26d31ap-25f;

  /// Up to here `erfc` is taken from `erf`.
  private static final float ERFC_SMALL = 0.75f;

  /// Above it `erfc` is below the smallest normal number.
  private static final float VANISHES = 9.3f;

  private ErrorFunctions() {}

  /// `erf x`: a polynomial near 0, elsewhere `1 - e^(ln erfc x)`.
  static int erf(ProgramBuilder b, int x) {
    int magnitude = b.abs(x);
    int square = b.mul(x, x);
    int small = b.fma(magnitude, b.polynomial(square, ERF_SMALL), magnitude);
    int bounded = b.select(b.compare(Comparison.GT, magnitude, 4f), b.constant(4f), magnitude);
    Reduced reduced = Reduced.of(b, b.polynomial(bounded, LOG_ERFC));
    int s = reduced.power(b, 0);
    int large = b.fma(b.neg(s), reduced.expm1(b), b.sub(b.constant(1f), s));
    return b.copySign(b.select(b.compare(Comparison.LT, magnitude, SMALL), small, large), x);
  }

  /// `erfc x = e^(-x^2) h(x) / (1 + 2x)` for `x >= 0`, and `2 - erfc(-x)` below; results below the
  /// smallest normal number may be 0.
  static int erfc(ProgramBuilder b, int x) {
    int magnitude = b.abs(x);
    int a =
        b.select(b.compare(Comparison.GT, magnitude, VANISHES), b.constant(VANISHES), magnitude);
    Reduced reduced = negativeSquare(b, a);
    int q = reduced.expm1(b);
    int t = b.div(b.sub(a, 2.5f), b.add(a, 2.5f));
    int slope = b.polynomial(t, SCALED_ERFC_SLOPE);
    int h = b.fma(t, slope, SCALED_ERFC_HIGH);
    int hLow = b.fma(t, slope, b.sub(b.constant(SCALED_ERFC_HIGH), h));
    hLow = b.add(hLow, SCALED_ERFC_LOW);
    int divisor = b.fma(a, 2f, 1f);
    int divisorLow = b.fma(a, 2f, b.sub(b.constant(1f), divisor));
    int inverse = b.div(b.constant(1f), divisor);
    int minus = b.neg(inverse);
    int residue = b.fma(minus, divisorLow, b.fma(minus, divisor, 1f));
    // (h + hLow) (inverse + inverse residue) as product + low, then times 1 + q.
    int product = b.mul(h, inverse);
    int low = b.fma(h, inverse, b.neg(product));
    low = b.fma(product, residue, b.fma(hLow, inverse, low));
    int mantissa = b.add(product, b.fma(q, product, b.fma(q, low, low)));
    int positive = b.mul(mantissa, reduced.power(b, 0));
    int vanished = b.select(b.compare(Comparison.GT, x, VANISHES), b.constant(0f), positive);
    int large =
        b.select(b.compare(Comparison.LT, x, 0f), b.sub(b.constant(2f), positive), vanished);
    int square = b.mul(x, x);
    // 1 - x - x P(x^2), the rounding error of 1 - x given back.
    int head = b.sub(b.constant(1f), x);
    int lost = b.sub(b.sub(b.constant(1f), head), x);
    int small = b.add(head, b.fma(b.neg(x), b.polynomial(square, ERF_SMALL), lost));
    return b.select(b.compare(Comparison.LT, magnitude, ERFC_SMALL), small, large);
  }

  /// `-a^2`, its rounding error included in the rest.
  private static Reduced negativeSquare(ProgramBuilder b, int a) {
    int minus = b.neg(a);
    int square = b.mul(minus, a);
    int low = b.fma(minus, a, b.neg(square));
    Reduced reduced = Reduced.of(b, square);
    int rest = b.add(reduced.high(), b.sub(low, reduced.low()));
    return new Reduced(reduced.n(), reduced.bits(), reduced.high(), reduced.low(), rest);
  }
}
