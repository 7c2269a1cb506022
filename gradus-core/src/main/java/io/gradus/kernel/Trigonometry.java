package io.gradus.kernel;

import io.gradus.expr.Expr.Comparison;

/// `sin x` and `cos x` in float arithmetic.
///
/// `x = n pi/2 + r` with pi/2 in three floats (Cody and Waite 1980, chapter 8), which holds the
/// error for |x| up to 10^4 within 1.5 ulp, and to a few ulp up to 4 million; beyond, the argument
/// is taken as 0. Coefficients: `minimax.py`.
final class Trigonometry {
  private static final float TWO_OVER_PI = 0x1.45f306p-1f;
  private static final float HALF_PI_1 = 0x1.921fb6p0f;
  private static final float HALF_PI_2 = -0x1.777a5cp-25f;
  private static final float HALF_PI_3 = -0x1.ee59dap-50f;
  private static final float LARGEST = 0x1p22f;
  private static final int ONE_BITS = 0x3f80_0000;
  private static final float[] SIN = {-0x1.555546p-3f, 0x1.11077ap-7f, -0x1.9954a8p-13f};
  private static final float[] COS = {0x1.55554ap-5f, -0x1.6c0c1ap-10f, 0x1.99e0ecp-16f};

  private Trigonometry() {}

  static int sin(ProgramBuilder b, int x) {
    int value = quadrant(b, x, 0);
    return b.select(b.compare(Comparison.LT, b.abs(x), 0x1p-12f), x, value);
  }

  static int cos(ProgramBuilder b, int x) {
    return quadrant(b, x, 1);
  }

  /// `sin(x + turn pi/2)`.
  private static int quadrant(ProgramBuilder b, int x, int turn) {
    // Times 0 rather than 0: infinity must give NaN.
    int inRange = b.compare(Comparison.LE, b.abs(x), LARGEST);
    int bounded = b.select(inRange, x, b.mul(x, 0f));
    int shifted = b.fma(bounded, TWO_OVER_PI, Exponentials.MAGIC);
    int n = b.sub(shifted, Exponentials.MAGIC);
    int first = b.fma(n, -HALF_PI_1, bounded);
    int second = b.mul(n, HALF_PI_2);
    int secondLow = b.fma(n, HALF_PI_2, b.neg(second));
    int r = b.sub(first, second);
    // The rounding error of the difference in full (Knuth's two-sum): near a multiple of pi almost
    // all of `first` goes.
    int moved = b.sub(r, first);
    int lost = b.sub(b.sub(first, b.sub(r, moved)), b.add(second, moved));
    int low = b.fma(n, -HALF_PI_3, b.sub(lost, secondLow));
    int quarter = b.intAdd(b.toBits(shifted), b.intConstant(turn));
    int odd = b.intOr(b.shiftLeft(quarter, 31), b.intConstant(ONE_BITS));
    int useCos = b.compare(Comparison.LT, b.fromBits(odd), 0f);
    int value = b.select(useCos, cosNear(b, r, low), sinNear(b, r, low));
    int sign = b.shiftLeft(b.intAnd(quarter, b.intConstant(2)), 30);
    return b.fromBits(b.intXor(b.toBits(value), sign));
  }

  private static int sinNear(ProgramBuilder b, int r, int low) {
    int square = b.mul(r, r);
    return b.add(r, b.fma(b.mul(r, square), b.polynomial(square, SIN), low));
  }

  private static int cosNear(ProgramBuilder b, int r, int low) {
    int square = b.mul(r, r);
    int head = b.fma(square, -0.5f, 1f);
    int lost = b.fma(square, -0.5f, b.sub(b.constant(1f), head));
    int fourth = b.mul(square, square);
    int rest = b.fma(fourth, b.polynomial(square, COS), b.fma(b.neg(r), low, lost));
    return b.add(head, rest);
  }
}
