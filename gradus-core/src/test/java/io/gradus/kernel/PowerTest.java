package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// `x^y` within four ulp, and as [Math#pow] has it at the edges.
class PowerTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    2f,
    -2f,
    0.5f,
    -0.5f,
    3f,
    -3f,
    1.5f,
    -1.5f,
    1e9f,
    -1e9f,
    0.99999994f,
    1.0000001f,
    16777216f,
    -16777216f,
    16777215f,
    8388609f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  private final ElementwiseKernel kernel =
      new ScalarKernels()
          .elementwise(
              new ElementwiseSpec(
                  List.of(Expr.input(0, "x").pow(Expr.input(1, "y"))),
                  List.of(Access.CONTIGUOUS, Access.CONTIGUOUS),
                  0));

  private float[] power(float[] x, float[] y) {
    float[] out = new float[x.length];
    kernel.run(
        new float[][] {x, y},
        new int[2],
        new int[2],
        new float[][] {out},
        new int[1],
        new float[0],
        x.length);
    return out;
  }

  @Test
  void agreesWithMathAtTheEdges() {
    int n = SPECIAL.length;
    float[] x = new float[n * n];
    float[] y = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      x[i] = SPECIAL[i % n];
      y[i] = SPECIAL[i / n];
    }
    check(x, y);
  }

  @Test
  void staysCloseForRandomNumbers() {
    Random random = new Random(5);
    for (int block = 0; block < 200; block++) {
      float[] x = new float[4096];
      float[] y = new float[4096];
      for (int i = 0; i < x.length; i++) {
        switch (i % 4) {
          case 0 -> {
            x[i] = Float.intBitsToFloat(random.nextInt());
            y[i] = Float.intBitsToFloat(random.nextInt());
          }
          case 1 -> {
            x[i] = random.nextFloat() * 10;
            y[i] = (float) random.nextGaussian() * 10;
          }
          case 2 -> {
            x[i] = 1 + (float) random.nextGaussian() * 0.01f;
            y[i] = (float) random.nextGaussian() * 3000;
          }
          default -> {
            // Results all over the range of floats.
            x[i] = Float.intBitsToFloat(random.nextInt(Integer.MAX_VALUE));
            y[i] =
                (float)
                    (random.nextGaussian() * 60 / Math.max(1e-3, Math.abs(StrictMath.log(x[i]))));
          }
        }
      }
      check(x, y);
    }
  }

  private void check(float[] x, float[] y) {
    float[] actual = power(x, y);
    for (int i = 0; i < x.length; i++) {
      double exact = StrictMath.pow(x[i], y[i]);
      float rounded = (float) exact;
      float margin = Math.max(4 * Math.ulp(rounded), Float.MIN_NORMAL);
      boolean isClose =
          Float.isInfinite(rounded) || Float.isNaN(rounded) || exact == 0
              ? Float.compare(rounded, actual[i]) == 0
              : Math.abs(actual[i] - exact) <= margin;
      assertThat(isClose)
          .as("%s ^ %s: expected %s, got %s", x[i], y[i], rounded, actual[i])
          .isTrue();
    }
  }
}
