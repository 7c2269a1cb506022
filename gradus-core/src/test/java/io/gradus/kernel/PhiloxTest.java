package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {
  private static final long KEY = RandomKey.of(42, "hidden.weight", 0);
  private static final long LAST = (1L << 32) - 1;

  /// The known answers for `philox4x32 10` of the Random123 distribution: counter, key, result.
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void blockGivesTheKnownAnswers(String counter, String key, String expected) {
    int[] c = words(counter);
    int[] k = words(key);
    long packed = (long) k[1] << 32 | Integer.toUnsignedLong(k[0]);
    int[] into = new int[6];
    Philox.block(c[0], c[1], c[2], c[3], packed, into, 1);

    assertThat(Arrays.copyOfRange(into, 1, 5)).containsExactly(words(expected));
    for (int lane = 0; lane < 4; lane++) {
      assertThat(Philox.word(c[0], c[1], c[2], c[3], packed, lane)).isEqualTo(into[1 + lane]);
    }
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.split(" ")).mapToInt(w -> Integer.parseUnsignedInt(w, 16)).toArray();
  }

  /// Computed by a separate program in Python from the documented counter layout.
  @Test
  void numbersFollowTheDocumentedLayout() {
    float[] floats = {
      0x1.f31410p-3f, 0x1.64a280p-4f, 0x1.7318ccp-1f, 0x1.8c857ap-1f, 0x1.ca56c2p-1f, 0x1.effab6p-1f
    };
    double[] doubles = {
      0x1.728941c28a664p-2, 0x1.efa1b16440b14p-1, 0x1.1891be852e27bp-1, 0x1.d007fb79653aep-1
    };
    double[] normals = {
      0x1.a4974b72a3270p-2, 0x1.afa1973309e5ap-1, -0x1.e01cd28395a82p+0, 0x1.69422bc6849e4p-6
    };
    for (int i = 0; i < floats.length; i++) {
      assertThat(Philox.uniform(KEY, 3, 7, i)).isEqualTo(floats[i]);
    }
    for (int i = 0; i < doubles.length; i++) {
      assertThat(Philox.uniformDouble(KEY, 3, 7, i)).isEqualTo(doubles[i]);
      assertThat(Philox.normalDouble(KEY, 3, 7, i)).isCloseTo(normals[i], within(1e-15));
      assertThat(Philox.normal(KEY, 3, 7, i)).isEqualTo((float) normals[i]);
    }
    assertThat(IntStream.range(0, 6).map(i -> Philox.below(1000, KEY, 3, 7, i)))
        .containsExactly(436, 869, 331, 66, 552, 972);
    assertThat(IntStream.range(0, 6).map(i -> Philox.below(0x60000001, KEY, 3, 7, i)))
        .containsExactly(702786677, 1400548322, 1494478698, 107797412, 889214080, 1565555862);
  }

  @Test
  void coordinatesReachTheirWholeRange() {
    assertThat(Philox.uniform(KEY, LAST, LAST, Integer.MAX_VALUE)).isEqualTo(0x1.759754p-2f);
    assertThat(Philox.normalDouble(KEY, LAST, LAST, Integer.MAX_VALUE))
        .isCloseTo(0x1.1548c2f190352p-1, within(1e-15));
  }

  @Test
  void coordinatesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> Philox.uniform(KEY, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step and sample must be in [0, 2^32)");
    assertThatThrownBy(() -> Philox.normal(KEY, 0, 1L << 32, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Philox.uniformDouble(KEY, 0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Philox.below(0, KEY, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive");
    assertThatThrownBy(
            () -> Philox.fillUniform(new float[9], 0, 9, KEY, 0, 0, Integer.MAX_VALUE - 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the last of 9");
    assertThatThrownBy(() -> Philox.fillNormal(new float[4], 1, 4, KEY, 0, 0, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /// Steps, samples, elements and kinds that differ in any bit give other numbers (a collision of
  /// 53 bits has a chance of 1e-9 here).
  @Test
  void noTwoCoordinatesShareANumber() {
    Set<Double> seen = new HashSet<>();
    int drawn = 0;
    long[] wide = {0, 1, 2, 3, 4, 5, 255, 256, 65_536, 1L << 31, LAST - 1, LAST};
    int[] elements = {0, 1, 2, 3, 4, 5, 8, 256, 65_536, 1 << 29, 1 << 30, Integer.MAX_VALUE};
    for (long step : wide) {
      for (long sample : wide) {
        for (int element : elements) {
          seen.add(Philox.uniformDouble(KEY, step, sample, element));
          seen.add(Philox.normalDouble(KEY, step, sample, element));
          drawn += 2;
        }
      }
    }
    assertThat(seen).hasSize(drawn);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 31})
  void fillsEqualSingleDrawsFromAnyElement(int count) {
    for (int first = 0; first < 9; first++) {
      float[] uniforms = filled(count + 2);
      float[] normals = filled(count + 2);
      Philox.fillUniform(uniforms, 1, count, KEY, 5, 11, first);
      Philox.fillNormal(normals, 1, count, KEY, 5, 11, first);
      float[] expectedUniforms = filled(count + 2);
      float[] expectedNormals = filled(count + 2);
      for (int i = 0; i < count; i++) {
        expectedUniforms[i + 1] = Philox.uniform(KEY, 5, 11, first + i);
        expectedNormals[i + 1] = Philox.normal(KEY, 5, 11, first + i);
      }
      assertThat(uniforms).containsExactly(expectedUniforms);
      assertThat(normals).containsExactly(expectedNormals);
    }
  }

  private static float[] filled(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 9);
    return values;
  }

  /// Mean 1/2 and variance 1/12 within five standard errors; all values in [0, 1).
  @Test
  void uniformNumbersAreUniform() {
    int n = 1 << 18;
    float[] values = new float[n];
    Philox.fillUniform(values, 0, n, KEY, 0, 0, 0);
    int[] counts = new int[64];
    double sum = 0;
    for (float value : values) {
      assertThat(value >= 0 && value < 1).isTrue();
      counts[(int) (value * 64)]++;
      sum += value;
    }
    assertThat(sum / n).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
    assertThat(chiSquare(counts, n)).isBetween(63 - 5 * Math.sqrt(126), 63 + 5 * Math.sqrt(126));
  }

  /// Mean, variance, skewness and kurtosis within five standard errors; even and odd elements
  /// uncorrelated.
  @Test
  void normalNumbersAreNormal() {
    int n = 1 << 18;
    float[] values = new float[n];
    Philox.fillNormal(values, 0, n, KEY, 0, 0, 0);
    double[] moments = new double[5];
    double pairs = 0;
    for (int i = 0; i < n; i++) {
      double power = 1;
      for (int p = 1; p <= 4; p++) {
        power *= values[i];
        moments[p] += power / n;
      }
      pairs += i % 2 == 0 ? values[i] * (double) values[i + 1] : 0;
    }
    double error = 5 / Math.sqrt(n);
    assertThat(moments[1]).isCloseTo(0, within(error));
    assertThat(moments[2]).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(moments[3]).isCloseTo(0, within(error * Math.sqrt(15)));
    assertThat(moments[4]).isCloseTo(3, within(error * Math.sqrt(96)));
    assertThat(pairs / (n / 2)).isCloseTo(0, within(error * Math.sqrt(2)));
  }

  /// With bound 3 * 2^29 a modulo would make the lower half of the range three times as likely as
  /// the upper one.
  @Test
  void boundedNumbersHaveNoBias() {
    int bound = 3 << 29;
    int n = 1 << 16;
    int[] counts = new int[6];
    for (int i = 0; i < n; i++) {
      int value = Philox.below(bound, KEY, 1, 2, i);
      assertThat(value).isBetween(0, bound - 1);
      counts[value / (1 << 28)]++;
    }
    assertThat(chiSquare(counts, n)).isLessThan(5 + 5 * Math.sqrt(10));
    assertThat(Philox.below(1, KEY, 0, 0, 0)).isZero();
  }

  @Test
  void shufflesGiveEveryOrderAboutAsOften() {
    int n = 24_000;
    int[] counts = new int[24];
    for (int step = 0; step < n; step++) {
      int[] order = {0, 1, 2, 3};
      Philox.shuffle(order, KEY, step, 0);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
      int rank = order[0] * 6;
      rank += 2 * (int) Arrays.stream(order, 2, 4).filter(x -> x < order[1]).count();
      rank += order[3] < order[2] ? 1 : 0;
      counts[rank]++;
    }
    assertThat(chiSquare(counts, n)).isBetween(23 - 3 * Math.sqrt(46), 23 + 5 * Math.sqrt(46));
  }

  private static double chiSquare(int[] counts, int n) {
    double expected = (double) n / counts.length;
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }
}
