package io.gradus.studio.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadraticTest {
  private static final Offset<Double> DIGITS = within(1e-15);

  @Test
  void theBestRatesForKappa10() {
    var q = new Quadratic(10);
    assertThat(q.bestDescentRate()).isCloseTo(2.0 / 11, DIGITS);
    assertThat(q.descentContraction()).isCloseTo(9.0 / 11, DIGITS);
    assertThat(q.bestMomentumRate()).isCloseTo(0.230886157020407, DIGITS);
    assertThat(q.bestBeta()).isCloseTo(0.269873863612238, DIGITS);
    assertThat(q.momentumContraction()).isCloseTo(0.519493853295916, DIGITS);
  }

  @Test
  void theBestRatesForKappa100() {
    var q = new Quadratic(100);
    assertThat(q.bestDescentRate()).isCloseTo(2.0 / 101, DIGITS);
    assertThat(q.descentContraction()).isCloseTo(0.98019802, within(5e-9));
    assertThat(q.bestMomentumRate()).isCloseTo(0.03305785123966942, DIGITS);
    assertThat(q.bestBeta()).isCloseTo(0.6694214876033059, DIGITS);
    assertThat(q.momentumContraction()).isCloseTo(9.0 / 11, DIGITS);
  }

  @ParameterizedTest
  @CsvSource({"10", "100", "2", "1000"})
  void runsAtTheBestRatesShrinkAsTheorySays(double kappa) {
    var q = new Quadratic(kappa);
    assertThat(measured(kappa, Entry.of(Method.SGD, q.bestDescentRate())).longRun())
        .isCloseTo(q.descentContraction(), within(1e-12));
    assertThat(measured(kappa, Entry.of(Method.SGD, q.bestDescentRate())).average())
        .isCloseTo(q.descentContraction(), within(1e-12));
    assertThat(
            measured(kappa, Entry.of(Method.MOMENTUM, q.bestMomentumRate(), q.bestBeta()))
                .longRun())
        .isCloseTo(q.momentumContraction(), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0", "0.15, 0.5", "0.19, 0.05", "0.1, 0.9", "0.2, 0.05", "0.35, 0.8"})
  void runsAnywhereShrinkAsTheorySays(double rate, double beta) {
    assertThat(measured(10, Entry.of(Method.MOMENTUM, rate, beta)).longRun())
        .isCloseTo(new Quadratic(10).radius(rate, beta), within(1e-6));
  }

  @Test
  void nesterovShrinksAsTheorySays() {
    assertThat(measured(10, Entry.of(Method.NESTEROV, 0.08, 0.6)).longRun())
        .isCloseTo(new Quadratic(10).nesterovRadius(0.08, 0.6), within(1e-6));
  }

  private static Contraction measured(double kappa, Entry entry) {
    var racer = new Racer(entry, Surfaces.bowl(kappa), new Point(-8, 3));
    racer.runTo(40);
    return Contraction.of(racer);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.2", "0.5, 0.3", "0.9, 0.38"})
  void beyondTheBorderMomentumDiverges(double beta, double border) {
    var q = new Quadratic(10);
    assertThat(q.border(beta)).isCloseTo(border, DIGITS);
    assertThat(q.radius(border * 0.999, beta)).isLessThan(1);
    assertThat(q.radius(border * 1.001, beta)).isGreaterThan(1);
  }

  @Test
  void noCellOfThePhasePlotIsBetterThanTheOptimum() {
    var plot = PhasePlot.of(10, 120, 80);
    float least = 2;
    for (float radius : plot.radius()) {
      least = Math.min(least, radius);
    }
    double best = new Quadratic(10).momentumContraction();
    assertThat((double) least).isBetween(best, best + 0.05);
  }
}
