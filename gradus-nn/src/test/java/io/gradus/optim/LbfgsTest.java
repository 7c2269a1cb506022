package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// L-BFGS on the functions that every minimiser is tried on.
class LbfgsTest {
  /// `100 (y - x^2)^2 + (1 - x)^2`, minimum 0 at (1, 1).
  private static double rosenbrock(double[] p, double[] g) {
    double a = p[1] - p[0] * p[0];
    double b = 1 - p[0];
    g[0] = -400 * p[0] * a - 2 * b;
    g[1] = 200 * a;
    return 100 * a * a + b * b;
  }

  /// `(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2`, minimum 0 at (3, 0.5).
  private static double beale(double[] p, double[] g) {
    double[] constants = {1.5, 2.25, 2.625};
    double value = 0;
    g[0] = 0;
    g[1] = 0;
    double power = 1;
    for (int k = 0; k < 3; k++) {
      double below = power;
      power *= p[1];
      double part = constants[k] - p[0] + p[0] * power;
      value += part * part;
      g[0] += 2 * part * (power - 1);
      g[1] += 2 * part * p[0] * (k + 1) * below;
    }
    return value;
  }

  /// `(x^2 + y - 11)^2 + (x + y^2 - 7)^2`, a minimum of 0 at (3, 2) and three others.
  private static double himmelblau(double[] p, double[] g) {
    double a = p[0] * p[0] + p[1] - 11;
    double b = p[0] + p[1] * p[1] - 7;
    g[0] = 4 * p[0] * a + 2 * b;
    g[1] = 2 * a + 4 * p[1] * b;
    return a * a + b * b;
  }

  private static final Lbfgs EXACT = new Lbfgs(10, 200, 1e-10, 0);

  @Test
  void theFunctionsAreThosePublished() {
    double[] g = new double[2];
    assertThat(rosenbrock(new double[] {-1.2, 1}, g)).isCloseTo(24.2, within(1e-13));
    assertThat(g).containsExactly(new double[] {-215.6, -88}, within(1e-12));
    assertThat(beale(new double[] {1, 1}, g)).isEqualTo(14.203125);
    assertThat(himmelblau(new double[] {0, 0}, g)).isEqualTo(170);
  }

  @Test
  void rosenbrocksValley() {
    Minimum found = EXACT.minimise(LbfgsTest::rosenbrock, -1.2, 1);
    assertThat(found.point()).containsExactly(new double[] {1, 1}, within(1e-9));
    assertThat(found.reason()).isEqualTo(Minimum.Reason.GRADIENT);
    assertThat(found.iterations()).isLessThan(60);
  }

  @Test
  void bealesFunction() {
    Minimum found = EXACT.minimise(LbfgsTest::beale, 1, 1);
    assertThat(found.point()).containsExactly(new double[] {3, 0.5}, within(1e-9));
    assertThat(found.value()).isLessThan(1e-18);
  }

  @Test
  void himmelblausFunction() {
    double[] start = {0, 0};
    Minimum found = EXACT.minimise(LbfgsTest::himmelblau, start);
    assertThat(found.point()).containsExactly(new double[] {3, 2}, within(1e-9));
    assertThat(start).containsExactly(0, 0);
  }

  /// In exact arithmetic BFGS needs as many steps as there are dimensions, and the search one more
  /// look or so at each.
  @Test
  void aQuadraticTakesFewSteps() {
    Objective bowl =
        (x, g) -> {
          double value = 0;
          for (int i = 0; i < x.length; i++) {
            g[i] = (i + 1) * (x[i] - i);
            value += 0.5 * g[i] * (x[i] - i);
          }
          return value;
        };
    Minimum found = EXACT.minimise(bowl, new double[20]);
    for (int i = 0; i < 20; i++) {
      assertThat(found.point()[i]).isCloseTo(i, within(1e-9));
    }
    assertThat(found.iterations()).isLessThan(60);
    assertThat(found.evaluations()).isLessThan(80);
  }

  @Test
  void itStopsWhereItWasTold() {
    assertThat(new Lbfgs(5, 3, 0, 0).minimise(LbfgsTest::rosenbrock, -1.2, 1).reason())
        .isEqualTo(Minimum.Reason.ITERATIONS);
    assertThat(new Lbfgs(5, 100, 0, 0.9).minimise(LbfgsTest::rosenbrock, -1.2, 1).reason())
        .isEqualTo(Minimum.Reason.VALUE);
    assertThat(EXACT.minimise(LbfgsTest::rosenbrock, 1, 1).iterations()).isZero();
  }

  /// The logarithm is not a number left of 0, where the first steps land.
  @Test
  void itComesBackFromWhereTheObjectiveIsNotFinite() {
    Objective barrier =
        (x, g) -> {
          g[0] = 1 - 0.01 / x[0];
          return x[0] > 0 ? x[0] - 0.01 * StrictMath.log(x[0]) : Double.NaN;
        };
    assertThat(EXACT.minimise(barrier, 5).point()[0]).isCloseTo(0.01, within(1e-9));
  }

  @Test
  void aWrongGradientEndsTheSearch() {
    Objective wrong =
        (x, g) -> {
          g[0] = -2 * x[0];
          return x[0] * x[0];
        };
    Minimum found = EXACT.minimise(wrong, 1);
    assertThat(found.reason()).isEqualTo(Minimum.Reason.LINE_SEARCH);
    assertThat(found.point()).containsExactly(1);
  }

  @Test
  void aStartThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> EXACT.minimise((x, g) -> Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not finite at the start");
  }

  /// The printed lines, read by hand for a memory of two: the point that they give is the one that
  /// three iterations reach.
  @Test
  void thePrintedLinesAreTheIteration() {
    assertThat(EXACT.formulas().stream().map(FormulaLine::target))
        .containsExactly(
            "q", "alpha_i", "q", "gamma", "r", "beta", "r", "d", "x_(k+1)", "s_k", "y_k", "rho_k");
    double[][] x = new double[4][];
    double[][] g = new double[4][2];
    for (int k = 0; k < 4; k++) {
      x[k] =
          k == 0
              ? new double[] {0, 0}
              : new Lbfgs(2, k, 0, 0).minimise(LbfgsTest::himmelblau, 0, 0).point();
      himmelblau(x[k], g[k]);
    }
    double[][] s = {minus(x[1], x[0]), minus(x[2], x[1])};
    double[][] y = {minus(g[1], g[0]), minus(g[2], g[1])};
    double[] alpha = new double[2];
    double[] q = g[2].clone();
    for (int i = 1; i >= 0; i--) {
      alpha[i] = Lbfgs.dot(s[i], q) / Lbfgs.dot(y[i], s[i]);
      q = plus(q, -alpha[i], y[i]);
    }
    double gamma = Lbfgs.dot(s[1], y[1]) / Lbfgs.dot(y[1], y[1]);
    double[] r = {gamma * q[0], gamma * q[1]};
    for (int i = 0; i < 2; i++) {
      double beta = Lbfgs.dot(y[i], r) / Lbfgs.dot(y[i], s[i]);
      r = plus(r, alpha[i] - beta, s[i]);
    }
    double[] step = minus(x[3], x[2]);
    double a = -step[0] / r[0];
    assertThat(a).isPositive();
    assertThat(step[1]).isCloseTo(-a * r[1], within(1e-9));
  }

  private static double[] minus(double[] a, double[] b) {
    return plus(a, -1, b);
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    return new double[] {a[0] + factor * b[0], a[1] + factor * b[1]};
  }
}
