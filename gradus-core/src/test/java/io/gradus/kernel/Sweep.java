package io.gradus.kernel;

import io.gradus.expr.Expr;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Runs a function over many floats and keeps the largest error, in ulp of the correctly rounded
/// result.
final class Sweep {
  private static final int BLOCK = 4096;

  private final ElementwiseKernel kernel;
  private final DoubleUnaryOperator reference;
  private final float[] x = new float[BLOCK];
  private final float[] y = new float[BLOCK];
  private double allowance;
  private double worst;
  private float worstAt;
  private double worstBelowNormal;
  private int wrong;
  private float wrongAt;

  Sweep(Kernels kernels, UnaryOperator<Expr> function, DoubleUnaryOperator reference) {
    Expr formula = function.apply(Expr.input(0, "x"));
    kernel =
        kernels.elementwise(new ElementwiseSpec(List.of(formula), List.of(Access.CONTIGUOUS), 0));
    this.reference = reference;
  }

  /// Leaves out errors up to `absolute`.
  Sweep allowing(double absolute) {
    allowance = absolute;
    return this;
  }

  /// Floats whose bits are `first, first + step, ...`, `count` of them.
  Sweep bits(int first, int step, long count) {
    int bits = first;
    for (long done = 0; done < count; done += BLOCK) {
      int n = (int) Math.min(BLOCK, count - done);
      for (int i = 0; i < n; i++) {
        x[i] = Float.intBitsToFloat(bits);
        bits += step;
      }
      block(n);
    }
    return this;
  }

  Sweep values(float... values) {
    System.arraycopy(values, 0, x, 0, values.length);
    block(values.length);
    return this;
  }

  private void block(int n) {
    kernel.run(
        new float[][] {x}, new int[1], new int[1], new float[][] {y}, new int[1], new float[0], n);
    for (int i = 0; i < n; i++) {
      compare(x[i], y[i], reference.applyAsDouble(x[i]));
    }
  }

  private void compare(float at, float actual, double exact) {
    float expected = (float) exact;
    if (Float.isNaN(expected)
        || Float.isInfinite(expected)
        || !Float.isFinite(actual)
        || exact == 0) {
      boolean isClose = actual == Float.MAX_VALUE && expected == Float.POSITIVE_INFINITY;
      if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual) && !isClose) {
        wrong++;
        wrongAt = at;
      }
      return;
    }
    double error = Math.abs(actual - exact);
    if (error <= allowance) {
      return;
    }
    if (Math.abs(exact) < Float.MIN_NORMAL) {
      worstBelowNormal = Math.max(worstBelowNormal, error / Float.MIN_NORMAL);
      return;
    }
    double ulps = error / Math.scalb(1.0, Math.getExponent(exact) - 23);
    if (ulps > worst) {
      worst = ulps;
      worstAt = at;
    }
  }

  /// The largest error where the exact result is normal, in ulp.
  double worst() {
    return worst;
  }

  float worstAt() {
    return worstAt;
  }

  /// The largest error where the exact result is below the normal numbers, in units of the smallest
  /// normal one.
  double worstBelowNormal() {
    return worstBelowNormal;
  }

  /// How often NaN, an infinity or the sign of a zero was not as it should be.
  int wrong() {
    return wrong;
  }

  @Override
  public String toString() {
    return "worst %.3f ulp at %s (%s), below normal %.3g, wrong %d at %s"
        .formatted(worst, worstAt, Float.toHexString(worstAt), worstBelowNormal, wrong, wrongAt);
  }
}
