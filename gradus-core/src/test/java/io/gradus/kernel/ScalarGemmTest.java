package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.exec.Workers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarGemmTest {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 24, 25, 33, 256, 257, 300};

  @Test
  void agreesWithDoublesForAllTransposesAndOddSizes() {
    Random random = new Random(1);
    for (int trial = 0; trial < 400; trial++) {
      GemmSpec spec =
          new GemmSpec(
              1 + random.nextInt(3),
              SIZES[random.nextInt(11)],
              SIZES[random.nextInt(SIZES.length)],
              SIZES[random.nextInt(SIZES.length)],
              random.nextBoolean(),
              random.nextBoolean());
      Case test = new Case(spec, random);
      float[] c = test.run(1, null);
      double[] exact = test.exact();
      for (int i = 0; i < exact.length; i++) {
        assertThat((double) c[test.co + i])
            .as("%s element %d", spec, i)
            .isCloseTo(
                exact[i], org.assertj.core.data.Offset.offset(1e-6 * (1 + Math.sqrt(spec.k()))));
      }
    }
  }

  @Test
  void anElementIsTheSumOfItsSegmentsChains() {
    Random random = new Random(2);
    GemmSpec spec = new GemmSpec(1, 5, 6, 1000, false, true);
    Case test = new Case(spec, random);
    float[] c = test.run(1, null);
    int length = spec.segmentLength();
    assertThat(spec.segments()).isEqualTo(4);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 6; j++) {
        float sum = 0;
        for (int s = 0; s < spec.segments(); s++) {
          float chain = 0;
          for (int p = s * length; p < Math.min(1000, (s + 1) * length); p++) {
            chain =
                Math.fma(
                    test.a[test.aBatch[0] + test.ao + i * 1000 + p],
                    test.b[test.bBatch[0] + test.bo + j * 1000 + p],
                    chain);
          }
          sum = s == 0 ? chain : sum + chain;
        }
        assertThat(c[test.co + i * 6 + j]).isEqualTo(sum);
      }
    }
  }

  @Test
  void theNumberOfWorkersChangesNothing() {
    Random random = new Random(3);
    Case test = new Case(new GemmSpec(2, 130, 270, 300, true, false), random);
    float[] one = test.run(1, null);
    for (int workers : new int[] {2, 3, 8}) {
      assertThat(test.run(workers, null)).containsExactly(one);
    }
  }

  @Test
  void notANumberAndInfinityPass() {
    GemmSpec spec = new GemmSpec(1, 1, 2, 2, false, false);
    float[] a = {Float.POSITIVE_INFINITY, 1};
    float[] b = {0, 1, 1, 1};
    float[] c = new float[2];
    ScalarGemm.of(spec)
        .run(new Workers(1), a, 0, new int[1], b, 0, new int[1], c, 0, new float[0], 0, null);
    assertThat(c).containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
  }

  @Test
  void theEpilogueSeesEveryFinishedElementOnce() {
    Random random = new Random(4);
    for (int k : new int[] {0, 1, 600}) {
      Case test = new Case(new GemmSpec(2, 61, 263, k, false, false), random);
      float[] plain = test.run(1, null);
      int[] seen = new int[plain.length];
      float[] c =
          test.run(
              3,
              (target, row, column, count, worker) -> {
                assertThat(worker).isBetween(0, 2);
                for (int j = column; j < column + count; j++) {
                  int at = test.co + row * 263 + j;
                  seen[at]++;
                  target[at] += 1;
                }
              });
      for (int i = test.co; i < test.co + 2 * 61 * 263; i++) {
        assertThat(seen[i]).isEqualTo(1);
        assertThat(c[i]).isEqualTo(plain[i] + 1);
      }
    }
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> new GemmSpec(1, -1, 1, 1, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m -1");
    assertThatThrownBy(() -> new GemmSpec(1, 1 << 16, 1 << 16, 1, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fit one array");
  }

  @Test
  void segmentsCoverKExactly() {
    for (int k = 0; k < 5000; k++) {
      GemmSpec spec = new GemmSpec(1, 1, 1, k, false, false);
      assertThat(spec.segmentLength()).isLessThanOrEqualTo(GemmSpec.LONGEST_SEGMENT);
      assertThat(spec.segments() * spec.segmentLength()).isGreaterThanOrEqualTo(k);
      assertThat((spec.segments() - 1) * spec.segmentLength()).isLessThan(Math.max(1, k));
    }
  }

  /// Random operands at odd offsets; the batch items of A are in reverse order, those of B are one
  /// and the same.
  private static final class Case {
    final GemmSpec spec;
    final int ao = 3;
    final int bo = 5;
    final int co = 7;
    final float[] a;
    final float[] b;
    final int[] aBatch;
    final int[] bBatch;

    Case(GemmSpec spec, Random random) {
      this.spec = spec;
      int size = spec.m() * spec.k();
      a = floats(ao + spec.batch() * size, random);
      b = floats(bo + spec.k() * spec.n(), random);
      aBatch = new int[spec.batch()];
      bBatch = new int[spec.batch()];
      for (int i = 0; i < spec.batch(); i++) {
        aBatch[i] = (spec.batch() - 1 - i) * size;
      }
    }

    private static float[] floats(int count, Random random) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
      return values;
    }

    interface Pass {
      void apply(float[] c, int row, int column, int count, int worker);
    }

    float[] run(int threads, @org.jspecify.annotations.Nullable Pass pass) {
      float[] c = new float[co + spec.batch() * spec.m() * spec.n() + 2];
      Arrays.fill(c, Float.NaN);
      Gemm gemm = ScalarGemm.of(spec);
      float[] scratch = new float[gemm.scratch(threads)];
      Gemm.RowPass rows = pass == null ? null : (r, j, n, w) -> pass.apply(c, r, j, n, w);
      try (Workers workers = new Workers(threads)) {
        gemm.run(workers, a, ao, aBatch, b, bo, bBatch, c, co, scratch, 0, rows);
      }
      assertThat(c[co - 1]).isNaN();
      assertThat(c[c.length - 2]).isNaN();
      return c;
    }

    double[] exact() {
      int m = spec.m();
      int n = spec.n();
      int k = spec.k();
      double[] c = new double[spec.batch() * m * n];
      for (int e = 0; e < c.length; e++) {
        int item = e / (m * n);
        int i = e / n % m;
        int j = e % n;
        for (int p = 0; p < k; p++) {
          int ai = ao + aBatch[item] + (spec.transposeA() ? p * m + i : i * k + p);
          int bi = bo + bBatch[item] + (spec.transposeB() ? j * k + p : p * n + j);
          c[e] += (double) a[ai] * b[bi];
        }
      }
      return c;
    }
  }
}
