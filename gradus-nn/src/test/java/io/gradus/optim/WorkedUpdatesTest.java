package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import org.junit.jupiter.api.Test;

/// Updates whose numbers are published: the vectors of CS231n's second assignment, and what is
/// known of gradient descent on a quadratic.
class WorkedUpdatesTest {
  private static final Shape SHAPE = Shape.of(4, 5);
  private static final double HALF_UNIT = 5.1e-9;

  private static double[] linspace(double from, double to) {
    double[] values = new double[SHAPE.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + (to - from) * i / (values.length - 1);
    }
    return values;
  }

  private static ReferenceOptimizer cs231n(Optimizer optimizer) {
    return ReferenceOptimizer.of(optimizer, "w", SHAPE, linspace(-0.4, 0.6));
  }

  private static void startsWith(double[] values, double last, double... first) {
    assertThat(java.util.Arrays.copyOf(values, first.length))
        .containsExactly(first, within(HALF_UNIT));
    assertThat(values[values.length - 1]).isCloseTo(last, within(HALF_UNIT));
  }

  /// There the velocity holds the rate: `v <- mu v - rate g; w <- w + v`.
  @Test
  void momentumOfCs231n() {
    ReferenceOptimizer momentum = cs231n(new Momentum(1e-3, 0.9));
    double[] v = linspace(0.6, 0.9);
    for (int i = 0; i < v.length; i++) {
      v[i] /= -1e-3;
    }
    momentum.setState("v", v);
    momentum.step(linspace(-0.6, 0.4));
    startsWith(momentum.values(), 1.4096, 0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789);
    double[] next = momentum.array("v");
    for (int i = 0; i < next.length; i++) {
      next[i] *= -1e-3;
    }
    startsWith(next, 0.8096, 0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158);
  }

  @Test
  void rmsPropOfCs231n() {
    ReferenceOptimizer rmsProp = cs231n(new RmsProp(1e-2));
    rmsProp.setState("v", linspace(0.6, 0.9));
    rmsProp.step(linspace(-0.6, 0.4));
    startsWith(
        rmsProp.values(),
        0.59576619,
        -0.39223849,
        -0.34037513,
        -0.28849239,
        -0.23659121,
        -0.18467247);
    startsWith(rmsProp.array("v"), 0.8926, 0.5976, 0.6126277, 0.6277108, 0.64284931, 0.65804321);
  }

  @Test
  void adamOfCs231n() {
    ReferenceOptimizer adam = cs231n(new Adam(1e-2));
    adam.setState("m", linspace(0.6, 0.9));
    adam.setState("v", linspace(0.7, 0.5));
    adam.setSteps(5);
    adam.step(linspace(-0.6, 0.4));
    startsWith(
        adam.values(), 0.59801459, -0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977);
    assertThat(java.util.Arrays.copyOf(adam.array("m"), 5))
        .containsExactly(
            new double[] {0.48, 0.49947368, 0.51894737, 0.53842105, 0.55789474}, within(HALF_UNIT));
    assertThat(java.util.Arrays.copyOf(adam.array("v"), 5))
        .containsExactly(
            new double[] {0.69966, 0.68908382, 0.67851319, 0.66794809, 0.65738853},
            within(HALF_UNIT));
  }

  @Test
  void adamsFirstStepIsTheRateLessEpsilon() {
    ReferenceOptimizer adam = ReferenceOptimizer.of(new Adam(1e-3), "p", Shape.of(1), 0);
    adam.step(0.1);
    assertThat(adam.values()[0]).isCloseTo(-0.00099999990000001, within(1e-17));
  }

  /// `f = (l1 x^2 + l2 y^2) / 2` from (1, 1).
  private static double[] quadratic(Optimizer optimizer, double l1, double l2, int steps) {
    ReferenceOptimizer walk = ReferenceOptimizer.of(optimizer, "p", Shape.of(2), 1, 1);
    for (int t = 0; t < steps; t++) {
      double[] p = walk.values();
      walk.step(l1 * p[0], l2 * p[1]);
    }
    return walk.values();
  }

  @Test
  void gradientDescentAtItsBestRate() {
    double[] p = quadratic(new Sgd(2 / 11.0), 1, 10, 1);
    assertThat(p).containsExactly(new double[] {9 / 11.0, -9 / 11.0}, within(1e-15));
    double[] ill = quadratic(new Sgd(2 / 101.0), 1, 100, 1);
    assertThat(ill[0]).isCloseTo(0.98019802, within(5e-9));
    assertThat(ill[1]).isCloseTo(-0.98019802, within(5e-9));
  }

  /// Both eigenvalues of each coordinate are then `sqrt(beta)` in size, so the error shrinks by it,
  /// times a factor that grows as a power of the step.
  @Test
  void momentumAtItsBestRate() {
    shrinksBy(new Momentum(0.230886157020407, 0.269873863612238), 10, 0.519493853295916);
    shrinksBy(new Momentum(0.03305785123966942, 0.6694214876033059), 100, 9 / 11.0);
  }

  private static void shrinksBy(Optimizer optimizer, double l2, double factor) {
    double[] early = quadratic(optimizer, 1, l2, 200);
    double[] late = quadratic(optimizer, 1, l2, 400);
    double shrunk =
        StrictMath.pow(
            StrictMath.hypot(late[0], late[1]) / StrictMath.hypot(early[0], early[1]), 1 / 200.0);
    assertThat(shrunk).isCloseTo(factor, within(0.01 * factor));
  }

  @Test
  void whereItIsStable() {
    assertThat(quadratic(new Sgd(0.199), 1, 10, 1000)[1]).isBetween(-1e-4, 1e-4);
    assertThat(Math.abs(quadratic(new Sgd(0.201), 1, 10, 1000)[1])).isGreaterThan(1e3);
    // 0 < rate lambda < 2 + 2 mu
    assertThat(quadratic(new Momentum(0.299, 0.5), 1, 10, 5000)[1]).isBetween(-1e-4, 1e-4);
    assertThat(Math.abs(quadratic(new Momentum(0.301, 0.5), 1, 10, 5000)[1])).isGreaterThan(1e3);
  }
}
