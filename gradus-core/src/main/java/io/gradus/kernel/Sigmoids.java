package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;
import io.gradus.kernel.Exponentials.Reduced;

/// Sigmoid, tanh and softplus in float arithmetic, from `e^t = s (1 + q)` with `s` a power of two.
///
/// Rounding errors that would reach the result are computed (Dekker 1971) and given back.
/// Coefficients: `minimax.py`.
final class Sigmoids {
  private static final float[] TANH = {
    -0x1.555554p-2f,
    0x1.111084p-3f,
    -0x1.b9f4bep-5f,
    0x1.63d27ap-6f,
    -0x1.0d6644p-7f,
    0x1.1e6bbap-9f
  };
  private static final float TANH_SMALL = 0.6f;

  private Sigmoids() {}

  /// `1 / (1 + e^-x)`; results below the smallest normal number are 0.
  static int sigmoid(ProgramBuilder b, int x) {
    int above =
        b.select(
            b.compare(Comparison.LT, x, Exponentials.UNDERFLOW),
            b.constant(Exponentials.UNDERFLOW),
            x);
    int bounded = b.select(b.compare(Comparison.GT, above, 87f), b.constant(87f), above);
    Reduced reduced = Reduced.of(b, b.neg(bounded));
    int s = reduced.power(b, 0);
    int q = reduced.expm1(b);
    int base = b.add(s, 1f);
    int lost = b.sub(b.constant(1f), b.sub(base, s));
    int divisor = b.fma(s, q, base);
    int low = b.add(b.fma(s, q, b.sub(base, divisor)), lost);
    int quotient = b.div(b.constant(1f), divisor);
    int minus = b.neg(quotient);
    int residue = b.fma(minus, low, b.fma(minus, divisor, 1f));
    int value = b.fma(quotient, residue, quotient);
    return b.select(b.compare(Comparison.LT, x, Exponentials.UNDERFLOW), b.constant(0f), value);
  }

  /// `tanh x`: a polynomial near 0, elsewhere `1 - 2 / (1 + e^2x)`.
  static int tanh(ProgramBuilder b, int x) {
    int magnitude = b.abs(x);
    int bounded = b.select(b.compare(Comparison.GT, magnitude, 10f), b.constant(10f), magnitude);
    Reduced reduced = Reduced.of(b, b.add(bounded, bounded));
    int s = reduced.power(b, 0);
    int divisor = b.fma(s, reduced.expm1(b), b.add(s, 1f));
    int large = b.sub(b.constant(1f), b.div(b.constant(2f), divisor));
    int square = b.mul(x, x);
    int small = b.fma(b.mul(magnitude, square), b.polynomial(square, TANH), magnitude);
    return b.copySign(b.select(b.compare(Comparison.LT, magnitude, TANH_SMALL), small, large), x);
  }

  /// `ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)`.
  static int softplus(ProgramBuilder b, int x) {
    int magnitude = b.abs(x);
    float most = -Exponentials.UNDERFLOW;
    int bounded = b.select(b.compare(Comparison.GT, magnitude, most), b.constant(most), magnitude);
    Reduced reduced = Reduced.of(b, b.neg(bounded));
    int s = reduced.power(b, 0);
    int q = reduced.expm1(b);
    int mantissa = b.add(q, 1f);
    int e = b.mul(s, mantissa);
    int low = b.mul(s, b.sub(q, b.sub(mantissa, 1f)));
    // 1 + e from 3/2 on is halved: ln(1 + e) = ln 2 + ln(1 + (e - 1) / 2).
    int halved = b.compare(Comparison.GE, e, 0.5f);
    int f = b.select(halved, b.fma(e, 0.5f, -0.5f), e);
    int ln2 = b.select(halved, b.constant(Exponentials.LN2_HIGH), b.constant(0f));
    int head = b.add(ln2, f);
    int lost = b.sub(f, b.sub(head, ln2));
    // The derivative 1 / (1 + e) need only be near, since `low` is below half an ulp.
    int slope = b.fma(e, -0.5f, 1f);
    int rest = Logarithms.tail(b, f, b.fma(low, slope, lost));
    int positive = b.select(b.compare(Comparison.GT, x, 0f), x, b.constant(0f));
    int value = b.add(positive, b.add(head, rest));
    return b.select(b.compare(Comparison.LT, x, Exponentials.UNDERFLOW), b.constant(0f), value);
  }
}
