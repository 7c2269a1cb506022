package io.gradus.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Differences agree with right gradients only, and say where there is nothing to agree with.
class CentredDifferencesTest {
  @Test
  void aRightGradientAgreesAndAWrongOneDoesNot() {
    double[] x = {0.5, -1.5};
    CentredDifferences differences = new CentredDifferences(x, () -> Math.sin(x[0]) * x[1] * x[1]);
    double[] right = {Math.cos(0.5) * 2.25, Math.sin(0.5) * -3};
    double[] wrong = {right[0], right[1] * 1.00001};
    assertThat(differences.elements(right).within(1e-8)).isTrue();
    assertThat(differences.along(right, 1).within(1e-8)).isTrue();
    assertThat(differences.elements(wrong).within(1e-6)).isFalse();
    assertThat(differences.along(wrong, 1).within(1e-6)).isFalse();
    assertThat(differences.of(1, 1e-4)).isCloseTo(right[1], within(1e-8));
    assertThat(x).containsExactly(0.5, -1.5);
  }

  @Test
  void elementsAtKinksAreCountedUnlessTheyAreMovedOff() {
    double[] x = {0, 2, -0.00003};
    CentredDifferences differences =
        new CentredDifferences(x, () -> Math.abs(x[0]) + x[1] * x[1] + Math.max(0, x[2]));
    assertThat(differences.elements(new double[] {0, 4, 0}, new int[] {0}).error()).isInfinite();
    assertThat(differences.elements(new double[] {0, 4, 0}).kinks()).isPositive();
    assertThat(differences.moveOffKinks()).isZero();
    assertThat(Math.abs(x[0])).isBetween(1e-3, 0.1);
    assertThat(x[1]).isEqualTo(2);
    double[] gradient = {Math.signum(x[0]), 4, x[2] > 0 ? 1 : 0};
    CentredDifferences.Agreement agreement = differences.elements(gradient);
    assertThat(agreement.within(1e-8)).isTrue();
    assertThat(agreement.kinks()).isZero();
    assertThat(agreement.compared()).isEqualTo(3);
  }

  @Test
  void strongBendsAreNoKinks() {
    double[] x = {0.01};
    CentredDifferences differences = new CentredDifferences(x, () -> 1 / (x[0] * x[0]));
    assertThat(differences.moveOffKinks()).isZero();
    assertThat(x[0]).isEqualTo(0.01);
    assertThat(differences.elements(new double[] {-2e6}).within(1e-6)).isTrue();
  }

  @Test
  void whereNothingCouldBeComparedNothingIsClaimed() {
    double[] x = {0.5};
    CentredDifferences differences = new CentredDifferences(x, () -> x[0] == 0.5 ? 1 : 0);
    assertThat(differences.elements(new double[] {0}).within(1)).isFalse();
  }
}
