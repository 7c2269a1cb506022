package io.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradus.Shape;
import org.junit.jupiter.api.Test;

/// The definitions of Momentum, Adagrad and Adam in ONNX's `ai.onnx.preview.training`, written here
/// in plain loops: `T` counts updates from 0, `R` is the rate, regularisation is 0.
class OnnxTest {
  private static final int STEPS = 100;

  private interface Update {
    double next(double x, double g, int t);
  }

  private static double[] run(java.util.function.Supplier<Update> maker) {
    double[] result = Problem.START.clone();
    for (int i = 0; i < result.length; i++) {
      Update update = maker.get();
      for (int t = 0; t < STEPS; t++) {
        result[i] = update.next(result[i], Problem.gradient(i, result[i], t + 1), t);
      }
    }
    return result;
  }

  /// `V <- alpha V + (T > 0 ? beta : 1) G`, `X <- X - R V`; with `mode` nesterov `X - R (G + alpha
  /// V)`.
  private record Velocity(double alpha, double beta, boolean nesterov, double[] v)
      implements Update {
    @Override
    public double next(double x, double g, int t) {
      double adjusted = t > 0 ? beta : 1;
      v[0] = alpha * v[0] + adjusted * g;
      return x - 0.02 * (nesterov ? g + alpha * v[0] : v[0]);
    }
  }

  @Test
  void momentum() {
    Optimizer ours = new Momentum(Schedule.constant(0.02), 0.9, 0.3);
    assertThat(Problem.reference(ours, Shape.of(6), STEPS))
        .containsExactly(run(() -> new Velocity(0.9, 0.7, false, new double[1])), within(1e-12));
  }

  @Test
  void momentumInNesterovsMode() {
    assertThat(Problem.reference(new Nesterov(0.02), Shape.of(6), STEPS))
        .containsExactly(run(() -> new Velocity(0.9, 1, true, new double[1])), within(1e-12));
  }

  /// `r = R / (1 + T decay_factor)`, `H <- H + G^2`, `X <- X - r G / (sqrt(H) + epsilon)`.
  private record Squares(double[] h) implements Update {
    @Override
    public double next(double x, double g, int t) {
      double r = 0.1 / (1 + t * 0.01);
      h[0] += g * g;
      return x - r * g / (Math.sqrt(h[0]) + 1e-6);
    }
  }

  @Test
  void adagrad() {
    Optimizer ours = new Adagrad(Schedule.constant(0.1), 0.01, 1e-6);
    assertThat(Problem.reference(ours, Shape.of(6), STEPS))
        .containsExactly(run(() -> new Squares(new double[1])), within(1e-12));
  }

  private static final double EPSILON = 1e-3;

  /// `V <- alpha V + (1-alpha) G`, `H <- beta H + (1-beta) G^2`, `R' = T > 0 ? R sqrt(1-beta^T) /
  /// (1-alpha^T) : R`, `X <- X - R' V / (sqrt(H) + epsilon)`.
  private static double adam(double[] state, double x, double g, int t, double epsilon) {
    state[0] = 0.9 * state[0] + (1 - 0.9) * g;
    state[1] = 0.999 * state[1] + (1 - 0.999) * g * g;
    double rate =
        t > 0
            ? 0.02 * Math.sqrt(1 - StrictMath.pow(0.999, t)) / (1 - StrictMath.pow(0.9, t))
            : 0.02;
    return x - rate * state[0] / (Math.sqrt(state[1]) + epsilon);
  }

  /// ONNX adds epsilon to `sqrt(H)` where the paper's algorithm 1 adds it to `sqrt(H /
  /// (1-beta^T))`: the two are one when ONNX's epsilon is the paper's times `sqrt(1-beta^T)`.
  @Test
  void adamWithBiasCorrection() {
    double[] expected = Problem.START.clone();
    for (int i = 0; i < expected.length; i++) {
      double[] state = new double[2];
      for (int t = 1; t <= STEPS; t++) {
        double epsilon = EPSILON * Math.sqrt(1 - StrictMath.pow(0.999, t));
        double g = Problem.gradient(i, expected[i], t);
        expected[i] = adam(state, expected[i], g, t, epsilon);
      }
    }
    Optimizer ours = new Adam(Schedule.constant(0.02), 0.9, 0.999, EPSILON);
    assertThat(Problem.reference(ours, Shape.of(6), STEPS))
        .containsExactly(expected, within(1e-12));
  }

  /// With `T` 0 ONNX corrects no bias, and neither does Adam when `beta^t` has vanished.
  @Test
  void adamWithoutBiasCorrection() {
    double[] expected = Problem.START.clone();
    Optimizer ours = new Adam(Schedule.constant(0.02), 0.9, 0.999, EPSILON);
    ReferenceOptimizer reference = ReferenceOptimizer.of(ours, "p", Shape.of(6), Problem.START);
    reference.setSteps(1_000_000);
    double[][] states = new double[6][2];
    for (int t = 1; t <= STEPS; t++) {
      reference.step(Problem.gradient(reference.values(), t));
      for (int i = 0; i < expected.length; i++) {
        double g = Problem.gradient(i, expected[i], t);
        expected[i] = adam(states[i], expected[i], g, 0, EPSILON);
      }
    }
    assertThat(reference.values()).containsExactly(expected, within(1e-12));
  }
}
