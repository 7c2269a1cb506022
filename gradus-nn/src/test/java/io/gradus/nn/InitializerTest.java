package io.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.kernel.RandomKey;
import io.gradus.nn.Initializer.Constant;
import io.gradus.nn.Initializer.Fan;
import io.gradus.nn.Initializer.FanInUniform;
import io.gradus.nn.Initializer.GlorotNormal;
import io.gradus.nn.Initializer.GlorotUniform;
import io.gradus.nn.Initializer.HeNormal;
import io.gradus.nn.Initializer.HeUniform;
import io.gradus.nn.Initializer.Identity;
import io.gradus.nn.Initializer.LeCunNormal;
import io.gradus.nn.Initializer.LeCunUniform;
import io.gradus.nn.Initializer.Normal;
import io.gradus.nn.Initializer.Ones;
import io.gradus.nn.Initializer.Orthogonal;
import io.gradus.nn.Initializer.TruncatedNormal;
import io.gradus.nn.Initializer.Uniform;
import io.gradus.nn.Initializer.Zeros;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  private static final long KEY = RandomKey.of(42, "hidden.weight", 0);

  private static float[] filled(Initializer initializer, int... shape) {
    float[] into = new float[Fans.size(shape)];
    initializer.fill(into, 0, shape, KEY);
    return into;
  }

  static Stream<Initializer> all() {
    return Stream.of(
        new Zeros(),
        new Ones(),
        new Constant(3),
        new Normal(1, 2),
        new TruncatedNormal(1, 2),
        new Uniform(-1, 2),
        new GlorotUniform(),
        new GlorotNormal(),
        new HeUniform(),
        new HeNormal(),
        new LeCunUniform(),
        new LeCunNormal(),
        new FanInUniform(),
        FanInUniform.ofFan(7),
        new Orthogonal(),
        new Identity());
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyTheParametersRangeIsWritten(Initializer initializer) {
    float[] into = new float[20];
    Arrays.fill(into, 99);
    initializer.fill(into, 3, new int[] {3, 5}, KEY);
    float[] alone = filled(initializer, 3, 5);
    assertThat(Arrays.copyOfRange(into, 3, 18)).containsExactly(alone);
    assertThat(alone).doesNotContain(99f);
    assertThat(new float[] {into[0], into[1], into[2], into[18], into[19]}).containsOnly(99f);

    assertThatThrownBy(() -> initializer.fill(new float[15], 1, new int[] {3, 5}, KEY))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void emptyShapesAreFine(Initializer initializer) {
    assertThat(filled(initializer, 0, 5)).isEmpty();
    assertThat(filled(initializer, 5, 0)).isEmpty();
    assertThat(filled(initializer, 0, 0, 3, 0)).isEmpty();
  }

  @Test
  void constantsAreConstant() {
    assertThat(filled(new Zeros(), 2, 2)).containsOnly(0f);
    assertThat(filled(new Ones(), 2, 2)).containsOnly(1f);
    assertThat(filled(new Constant(0.3f), 2, 2)).containsOnly(0.3f);
  }

  /// The bits, computed by a separate program in Python. They never change: seeds would lose their
  /// meaning.
  @Test
  void bitsAreFixed() {
    assertThat(Arrays.copyOf(filled(new Normal(0.5, 2), 4), 3))
        .containsExactly(0x1.af573cp+0f, -0x1.f21dbep-1f, 0x1.c71c14p+2f);
    assertThat(Arrays.copyOf(filled(new GlorotUniform(), 20, 30), 3))
        .containsExactly(-0x1.d73e8ep-4f, -0x1.0327dap-3f, 0x1.42fa72p-3f);
    assertThat(Arrays.copyOf(filled(new FanInUniform(), 20, 30), 3))
        .containsExactly(-0x1.302fdap-4f, -0x1.4e918ap-4f, 0x1.a0f694p-4f);
    assertThat(Arrays.copyOf(filled(new HeNormal(), 20, 30), 3))
        .containsExactly(0x1.7fb2f8p-3f, -0x1.dcf1e8p-3f, 0x1.0b991ap+0f);
  }

  @Test
  void anotherKeyGivesOtherNumbers() {
    float[] other = new float[100];
    new Normal(0, 1).fill(other, 0, new int[] {100}, KEY + 1);
    assertThat(other).isNotEqualTo(filled(new Normal(0, 1), 100));
  }

  static Stream<Arguments> spreads() {
    return Stream.of(
        Arguments.of(new Normal(3, 0.5), 3, 0.5),
        Arguments.of(new TruncatedNormal(-1, 0.5), -1, 0.5),
        Arguments.of(new Uniform(-1, 3), 1, 4 / Math.sqrt(12)),
        Arguments.of(new GlorotUniform(), 0, Math.sqrt(2.0 / 1000)),
        Arguments.of(new GlorotUniform(5.0 / 3), 0, 5.0 / 3 * Math.sqrt(2.0 / 1000)),
        Arguments.of(new GlorotNormal(), 0, Math.sqrt(2.0 / 1000)),
        Arguments.of(new HeUniform(), 0, Math.sqrt(2.0 / 200)),
        Arguments.of(new HeUniform(Fan.OUT, 0.1), 0, Math.sqrt(2.0 / (1.01 * 800))),
        Arguments.of(new HeNormal(), 0, Math.sqrt(2.0 / 200)),
        Arguments.of(new HeNormal(Fan.AVERAGE, 1), 0, Math.sqrt(1.0 / 500)),
        Arguments.of(new LeCunUniform(), 0, Math.sqrt(1.0 / 200)),
        Arguments.of(new LeCunNormal(), 0, Math.sqrt(1.0 / 200)),
        Arguments.of(new FanInUniform(), 0, 1 / Math.sqrt(3 * 200.0)),
        Arguments.of(FanInUniform.ofFan(50), 0, 1 / Math.sqrt(3 * 50.0)));
  }

  /// Over 160,000 draws the mean is within five standard errors, the deviation within 1 %.
  @ParameterizedTest
  @MethodSource("spreads")
  void meanAndDeviationAreAsSaid(Initializer initializer, double mean, double deviation) {
    float[] values = filled(initializer, 200, 800);
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double found = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - found) * (value - found);
    }
    assertThat(found).isCloseTo(mean, within(5 * deviation / Math.sqrt(values.length)));
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(0.01 * deviation));
  }

  @Test
  void truncatedNormalStaysWithinItsCut() {
    double cut = 2 * 0.5 / 0.87962566103423978;
    float largest = 0;
    for (float value : filled(new TruncatedNormal(0, 0.5), 100_000)) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat((double) largest).isBetween(0.99 * cut, cut * (1 + 1e-6));
  }

  @Test
  void uniformNeverReachesItsOpenEnd() {
    double high = 1 + 0x1p-20;
    float[] values = filled(new Uniform(1, high), 100_000);
    for (float value : values) {
      assertThat(value >= 1 && value < high).isTrue();
    }
    assertThat(filled(new Uniform(2, 2), 3)).containsOnly(2f);
  }

  @ParameterizedTest
  @CsvSource({"'', 1, 1", "7, 7, 7", "3 5, 3, 5", "2 3 5 7, 30, 42", "4 5 7, 20, 28", "0 5, 1, 5"})
  void fansFollowTheLayout(String lengths, double in, double out) {
    int[] shape =
        lengths.isEmpty()
            ? new int[0]
            : Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(Fan.IN.of(shape)).isEqualTo(in);
    assertThat(Fan.OUT.of(shape)).isEqualTo(out);
    assertThat(Fan.AVERAGE.of(shape)).isEqualTo((in + out) / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64, 1",
    "100, 30, 1",
    "30, 100, 1",
    "1, 5, 2",
    "5, 1, 2",
    "1, 1, 1",
    "72, 8, 0.5"
  })
  void orthogonalIsOrthogonal(int rows, int columns, double gain) {
    int[] shape = rows == 72 ? new int[] {3, 3, 8, columns} : new int[] {rows, columns};
    float[] w = filled(new Orthogonal(gain), shape);
    int vectors = Math.min(rows, columns);
    boolean high = rows >= columns;
    for (int a = 0; a < vectors; a++) {
      for (int b = 0; b < vectors; b++) {
        double dot = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          dot +=
              high
                  ? (double) w[i * columns + a] * w[i * columns + b]
                  : (double) w[a * columns + i] * w[b * columns + i];
        }
        assertThat(dot).isCloseTo(a == b ? gain * gain : 0, within(1e-6));
      }
    }
  }

  /// The trace of a Haar-distributed matrix has mean 0 and variance 1; without the sign correction
  /// the diagonal leans to one side.
  @Test
  void orthogonalMatricesAreDrawnEvenly() {
    int draws = 2000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      float[] w = new float[36];
      new Orthogonal().fill(w, 0, new int[] {6, 6}, RandomKey.of(draw, "w", 0));
      double trace = 0;
      for (int i = 0; i < 6; i++) {
        trace += w[i * 7];
      }
      sum += trace;
      squares += trace * trace;
    }
    assertThat(sum / draws).isCloseTo(0, within(5 / Math.sqrt(draws)));
    assertThat(squares / draws).isCloseTo(1, within(5 * Math.sqrt(2.0 / draws)));
  }

  @Test
  void identityPassesItsInputOn() {
    assertThat(filled(new Identity(), 2, 3)).containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(filled(new Identity(2), 3, 2)).containsExactly(2, 0, 0, 2, 0, 0);
    float[] kernel = filled(new Identity(), 3, 3, 2, 2);
    float[] expected = new float[36];
    expected[4 * 4] = 1;
    expected[4 * 4 + 3] = 1;
    assertThat(kernel).containsExactly(expected);
    assertThatThrownBy(() -> filled(new Identity(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two axes");
  }

  @Test
  void senselessNumbersAreRefused() {
    assertThatThrownBy(() -> new Normal(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deviation is -1.0");
    assertThatThrownBy(() -> new Normal(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TruncatedNormal(0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Uniform(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anInitializerOfOnesOwnIsALambda() {
    Initializer ramp =
        (into, offset, shape, key) -> {
          for (int i = 0; i < shape[0]; i++) {
            into[offset + i] = i;
          }
        };
    assertThat(filled(ramp, 3)).containsExactly(0, 1, 2);
  }
}
