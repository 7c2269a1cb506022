package io.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Tokens are chosen as often as they should be.
class SamplingTest {
  private static final int DRAWS = 20_000;

  /// Softmax: 0.1, 0.2, 0.4, 0.3.
  private static final float[] SCORES = {
    (float) Math.log(0.1), (float) Math.log(0.2), (float) Math.log(0.4), (float) Math.log(0.3)
  };

  private static double[] shares(Sampling sampling) {
    double[] shares = new double[SCORES.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampling.choose(SCORES, i)] += 1.0 / DRAWS;
    }
    return shares;
  }

  @Test
  void tokensComeByTheirProbability() {
    assertThat(shares(Sampling.of(1)))
        .containsExactly(new double[] {0.1, 0.2, 0.4, 0.3}, within(0.015));
  }

  /// The squares of the probabilities, put to 1.
  @Test
  void aLowTemperaturePrefersTheBest() {
    assertThat(shares(Sampling.of(1).temperature(0.5)))
        .containsExactly(new double[] {1 / 30.0, 4 / 30.0, 16 / 30.0, 9 / 30.0}, within(0.015));
  }

  @Test
  void onlyTheBestAreChosen() {
    assertThat(shares(Sampling.of(2).topK(2)))
        .containsExactly(new double[] {0, 0, 4 / 7.0, 3 / 7.0}, within(0.015));
    assertThat(shares(Sampling.of(2).topP(0.75)))
        .containsExactly(new double[] {0, 2 / 9.0, 4 / 9.0, 3 / 9.0}, within(0.015));
    assertThat(shares(Sampling.of(2).topP(0.01))[2]).isCloseTo(1, within(1e-9));
    assertThat(shares(Sampling.of(2).topK(9))[0]).isPositive();
  }

  @Test
  void withoutTemperatureItIsTheBest() {
    assertThat(Sampling.greedy().choose(SCORES, 0)).isEqualTo(2);
    assertThat(Sampling.greedy().choose(new float[] {1, 3, 3}, 7)).isEqualTo(1);
  }

  @Test
  void settingsOutsideOfTheirRangeAreRefused() {
    assertThatThrownBy(() -> Sampling.of(1).temperature(-1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> Sampling.of(1).temperature(Double.NaN))
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> Sampling.of(1).topK(-1)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> Sampling.of(1).topP(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Sampling.of(1).topP(1.1)).hasMessageContaining("at most 1");
  }
}
