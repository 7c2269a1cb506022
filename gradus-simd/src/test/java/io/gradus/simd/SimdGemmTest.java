package io.gradus.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.exec.Workers;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.ScalarGemm;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Widths that the machine lacks run as the Vector API's plain Java: slow, so their sizes are
/// small.
class SimdGemmTest {
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 33, 40};
  private static final int[] COLUMNS = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130};
  private static final int[] DEPTHS = {0, 1, 2, 3, 5, 8, 31, 64, 255, 256, 257, 300};

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void hasTheBitsOfTheScalarProduct(int lanes) {
    Random random = new Random(lanes);
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      for (int trial = 0; trial < 150; trial++) {
        GemmSpec spec =
            new GemmSpec(
                1 + random.nextInt(3),
                ROWS[random.nextInt(ROWS.length)],
                COLUMNS[random.nextInt(COLUMNS.length)],
                DEPTHS[random.nextInt(DEPTHS.length)],
                random.nextBoolean(),
                random.nextBoolean());
        Operands operands = new Operands(spec, random);
        float[] expected = operands.run(ScalarGemm.of(spec), one);
        float[] actual = operands.run(SimdGemm.of(spec, lanes), trial % 2 == 0 ? one : three);
        assertThat(actual).as("%d lanes, %s", lanes, spec).containsExactly(expected);
      }
    }
  }

  @Test
  void anyNumberOfWorkersGivesTheSameBits() {
    int lanes = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();
    GemmSpec[] specs = {
      new GemmSpec(1, 200, 333, 700, false, false),
      new GemmSpec(1, 256, 512, 512, false, true),
      new GemmSpec(1, 196, 128, 128, true, false),
      new GemmSpec(1, 65, 257, 300, true, true),
      new GemmSpec(20, 32, 48, 40, false, true),
      new GemmSpec(1, 3, 1000, 900, false, false),
      // More than one round of packing.
      new GemmSpec(1, 40, 2100, 1300, false, false),
      new GemmSpec(5, 33, 700, 600, false, false)
    };
    for (GemmSpec spec : specs) {
      Operands operands = new Operands(spec, new Random(spec.hashCode()));
      try (Workers one = new Workers(1)) {
        float[] expected = operands.run(ScalarGemm.of(spec), one);
        for (int count : new int[] {1, 2, 3, 8}) {
          try (Workers workers = new Workers(count)) {
            assertThat(operands.run(SimdGemm.of(spec, lanes), workers))
                .as("%d workers, %s", count, spec)
                .containsExactly(expected);
          }
        }
      }
    }
  }

  @Test
  void theEpilogueSeesEveryFinishedElementOnce() {
    int lanes = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();
    for (GemmSpec spec :
        new GemmSpec[] {
          new GemmSpec(2, 61, 263, 600, false, false),
          new GemmSpec(1, 5, 270, 600, false, false),
          new GemmSpec(1, 40, 2100, 1300, false, false),
          new GemmSpec(2, 7, 9, 0, true, true)
        }) {
      Operands operands = new Operands(spec, new Random(7));
      try (Workers workers = new Workers(3)) {
        float[] plain = operands.run(SimdGemm.of(spec, lanes), workers);
        int[] seen = new int[plain.length];
        float[] c = operands.fresh();
        Gemm.RowPass pass =
            (row, column, count, worker) -> {
              for (int j = column; j < column + count; j++) {
                int at = Operands.CO + row * spec.n() + j;
                seen[at]++;
                c[at] += 1;
              }
            };
        operands.run(SimdGemm.of(spec, lanes), workers, c, pass);
        for (int i = Operands.CO; i < plain.length - 2; i++) {
          assertThat(seen[i]).isEqualTo(1);
          assertThat(c[i]).isEqualTo(plain[i] + 1);
        }
      }
    }
  }

  @Test
  void notANumberAndInfinityStayInTheirRows() {
    int lanes = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();
    GemmSpec spec = new GemmSpec(1, 20, 21, 30, false, false);
    Operands operands = new Operands(spec, new Random(9));
    operands.a[Operands.AO + 4 * 30 + 2] = Float.NaN;
    operands.a[Operands.AO + 9 * 30 + 2] = Float.NEGATIVE_INFINITY;
    try (Workers workers = new Workers(1)) {
      float[] c = operands.run(SimdGemm.of(spec, lanes), workers);
      assertThat(c).containsExactly(operands.run(ScalarGemm.of(spec), workers));
      for (int i = 0; i < 20 * 21; i++) {
        assertThat(Float.isNaN(c[Operands.CO + i])).isEqualTo(i / 21 == 4);
        assertThat(Float.isInfinite(c[Operands.CO + i])).isEqualTo(i / 21 == 9);
      }
    }
  }

  /// Random operands at odd offsets; batch items of A in reverse order, all of B the same.
  private static final class Operands {
    static final int AO = 3;
    static final int BO = 5;
    static final int CO = 7;
    static final int SO = 11;
    final GemmSpec spec;
    final float[] a;
    final float[] b;
    final int[] aBatch;
    final int[] bBatch;

    Operands(GemmSpec spec, Random random) {
      this.spec = spec;
      int size = spec.m() * spec.k();
      a = floats(AO + spec.batch() * size, random);
      b = floats(BO + spec.k() * spec.n(), random);
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

    float[] fresh() {
      float[] c = new float[CO + spec.batch() * spec.m() * spec.n() + 2];
      Arrays.fill(c, Float.NaN);
      return c;
    }

    float[] run(Gemm gemm, Workers workers) {
      float[] c = fresh();
      run(gemm, workers, c, null);
      return c;
    }

    // Scratch is exactly as long as asked for and full of NaN, so reading what was not packed
    // shows.
    void run(Gemm gemm, Workers workers, float[] c, Gemm.@Nullable RowPass pass) {
      float[] scratch = new float[SO + gemm.scratch(workers.count())];
      Arrays.fill(scratch, Float.NaN);
      gemm.run(workers, a, AO, aBatch, b, BO, bBatch, c, CO, scratch, SO, pass);
      assertThat(c[CO - 1]).isNaN();
      assertThat(c[c.length - 2]).isNaN();
    }
  }
}
