package io.gradus.studio.optimizers;

import io.gradus.Shape;
import io.gradus.optim.ReferenceOptimizer;
import io.gradus.optim.UpdateLine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One optimizer on its way down, in double, with every point it passed.
///
/// It stops for good when it leaves all bounds: a divergence is a result.
final class Racer {
  /// Farther out than this it has diverged.
  static final double FAR = 1e6;

  private static final Shape PLANE = Shape.of(2);

  private final Entry entry;
  private final Landscape landscape;
  private final ReferenceOptimizer optimizer;
  private double[] points;
  private double[] gradients;
  private double[] values;
  private int steps;
  private boolean diverged;

  Racer(Entry entry, Landscape landscape, Point start) {
    this.entry = entry;
    this.landscape = landscape;
    optimizer = ReferenceOptimizer.of(entry.optimizer(), "p", PLANE, start.x(), start.y());
    points = new double[64];
    gradients = new double[64];
    values = new double[32];
    record(0);
  }

  /// One update: how it came about, and what is remembered after it.
  ///
  /// @param state the state arrays after the update
  record Moment(
      double[] before,
      double[] gradient,
      double[] after,
      Map<String, double[]> state,
      List<UpdateLine> lines) {
    /// `after - before`.
    double[] change() {
      return new double[] {after[0] - before[0], after[1] - before[1]};
    }

    /// The rate with which plain gradient descent would have made the same move along `axis`; NaN
    /// where the gradient is zero.
    double effectiveRate(int axis) {
      return gradient[axis] == 0 ? Double.NaN : -change()[axis] / gradient[axis];
    }
  }

  /// Goes on until `target` steps are done, or it diverges.
  void runTo(int target) {
    int limit = Math.min(target, landscape.mostSteps());
    while (!diverged && steps < limit) {
      optimizer.step(gradient(steps));
      record(++steps);
    }
  }

  private void record(int step) {
    if (values.length == step) {
      points = Arrays.copyOf(points, 4 * step);
      gradients = Arrays.copyOf(gradients, 4 * step);
      values = Arrays.copyOf(values, 2 * step);
    }
    double[] at = optimizer.values();
    double[] slope = landscape.gradient(at[0], at[1]);
    System.arraycopy(at, 0, points, 2 * step, 2);
    System.arraycopy(slope, 0, gradients, 2 * step, 2);
    values[step] = landscape.value(at[0], at[1]);
    diverged =
        !(Math.abs(at[0]) <= FAR && Math.abs(at[1]) <= FAR)
            || !Double.isFinite(values[step])
            || !Double.isFinite(slope[0] + slope[1]);
  }

  /// Update number `step`, counted from 1, done again from the start.
  ///
  /// @param axis which coordinate the lines tell of
  Moment moment(int step, int axis, int digits) {
    ReferenceOptimizer again =
        ReferenceOptimizer.of(entry.optimizer(), "p", PLANE, points[0], points[1]);
    for (int k = 0; k < step - 1; k++) {
      again.step(gradient(k));
    }
    double[] before = again.values();
    List<UpdateLine> lines = again.explain(axis, digits, gradient(step - 1));
    Map<String, double[]> state = new LinkedHashMap<>();
    entry.optimizer().rule("p", PLANE).state().forEach(name -> state.put(name, again.array(name)));
    return new Moment(before, gradient(step - 1), again.values(), state, lines);
  }

  Entry entry() {
    return entry;
  }

  /// How many steps were done.
  int steps() {
    return steps;
  }

  /// Whether it left all bounds, in its last step.
  boolean diverged() {
    return diverged;
  }

  Point point(int step) {
    return new Point(points[2 * step], points[2 * step + 1]);
  }

  double value(int step) {
    return values[step];
  }

  double[] gradient(int step) {
    return new double[] {gradients[2 * step], gradients[2 * step + 1]};
  }
}
