package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.expr.Expr;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reductions follow the sixteen lanes and the tree to the bit.
class ReductionTest {
  private static float sixteenLanes(Fold fold, float[] values, int from, int n) {
    float[] lanes = new float[16];
    java.util.Arrays.fill(lanes, fold.identity());
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = fold.apply(lanes[i % 16], values[from + i]);
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] = fold.apply(lanes[lane], lanes[lane + half]);
      }
    }
    return lanes[0];
  }

  @ParameterizedTest
  @EnumSource(Fold.class)
  void foldsInSixteenLanesAndATree(Fold fold) {
    Kernels kernels = new ScalarKernels();
    Expr x = Expr.input(0, "x");
    ReductionKernel plain =
        kernels.reduction(new ReductionSpec(fold, x, List.of(Access.CONTIGUOUS), 0));
    ReductionKernel strided =
        kernels.reduction(new ReductionSpec(fold, x, List.of(Access.STRIDED), 0));
    Random random = new Random(7);
    for (int n = 0; n < 70; n++) {
      float[] values = new float[n + 3];
      float[] spread = new float[3 * n + 5];
      for (int i = 0; i < n; i++) {
        values[3 + i] = (float) random.nextGaussian();
        spread[5 + 3 * i] = values[3 + i];
      }
      float expected = sixteenLanes(fold, values, 3, n);
      assertThat(plain.run(new float[][] {values}, new int[] {3}, new int[] {1}, new float[0], n))
          .isEqualTo(expected);
      assertThat(strided.run(new float[][] {spread}, new int[] {5}, new int[] {3}, new float[0], n))
          .isEqualTo(expected);
    }
  }
}
