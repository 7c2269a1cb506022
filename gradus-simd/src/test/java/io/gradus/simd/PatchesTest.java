package io.gradus.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.exec.Workers;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.Patches;
import io.gradus.kernel.ScalarGemm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Products with patches read from images have the bits of the products with the matrix of patches.
class PatchesTest {
  private static final int[] CHANNELS = {1, 2, 3, 5, 13, 16, 40};
  private static final int AT = 3;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void theMatrixOfPatchesIsNeverMissed(int lanes) {
    Random random = new Random(lanes);
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      for (int trial = 0; trial < 120; trial++) {
        Workers workers = trial % 2 == 0 ? one : three;
        Patches patches =
            new Patches(
                random.nextInt(4),
                CHANNELS[random.nextInt(CHANNELS.length)],
                axis(random),
                axis(random));
        float[] image = floats(AT + pixels(patches), random);
        float[] matrix = matrix(patches, image);
        int other = 1 + random.nextInt(40);

        float[] right = floats(patches.columns() * other, random);
        GemmSpec left = GemmSpec.of(patches, other);
        float[] expected = run(ScalarGemm.of(plain(left)), left, matrix, 0, right, 0, one);
        assertThat(run(ScalarGemm.of(left), left, image, AT, right, 0, workers))
            .as("%s", left)
            .containsExactly(expected);
        assertThat(run(SimdGemm.of(left, lanes), left, image, AT, right, 0, workers))
            .as("%s", left)
            .containsExactly(expected);

        float[] rows = floats(patches.rows() * other, random);
        GemmSpec filter = GemmSpec.of(other, patches);
        expected = run(ScalarGemm.of(plain(filter)), filter, rows, 0, matrix, 0, one);
        assertThat(run(ScalarGemm.of(filter), filter, rows, 0, image, AT, workers))
            .as("%s", filter)
            .containsExactly(expected);
        assertThat(run(SimdGemm.of(filter, lanes), filter, rows, 0, image, AT, workers))
            .as("%s", filter)
            .containsExactly(expected);
      }
    }
  }

  private static Patches.Axis axis(Random random) {
    int length = 1 + random.nextInt(9);
    int taps = 1 + random.nextInt(3);
    int places = 1 + random.nextInt(7);
    return random.nextBoolean()
        ? new Patches.Axis(
            length,
            places,
            taps,
            1 + random.nextInt(3),
            -random.nextInt(4),
            1 + random.nextInt(2),
            1)
        : new Patches.Axis(
            length,
            places,
            taps,
            1,
            random.nextInt(4),
            -1 - random.nextInt(2),
            1 + random.nextInt(3));
  }

  private static int pixels(Patches patches) {
    return patches.images() * patches.y().length() * patches.x().length() * patches.channels();
  }

  private static float[] matrix(Patches patches, float[] image) {
    float[] matrix = new float[patches.rows() * patches.columns()];
    for (int i = 0; i < matrix.length; i++) {
      int index = patches.index(i / patches.columns(), i % patches.columns());
      matrix[i] = index < 0 ? 0 : image[AT + index];
    }
    return matrix;
  }

  private static GemmSpec plain(GemmSpec spec) {
    return new GemmSpec(1, spec.m(), spec.n(), spec.k(), spec.transposeA(), false);
  }

  private static float[] floats(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  // Scratch is exactly as long as asked for and full of NaN, so reading what was not packed shows.
  private static float[] run(
      Gemm gemm, GemmSpec spec, float[] a, int ao, float[] b, int bo, Workers workers) {
    float[] c = new float[spec.m() * spec.n()];
    float[] scratch = new float[gemm.scratch(workers.count())];
    Arrays.fill(c, Float.NaN);
    Arrays.fill(scratch, Float.NaN);
    gemm.run(workers, a, ao, new int[1], b, bo, new int[1], c, 0, scratch, 0, null);
    return c;
  }
}
