package io.gradus.testkit;

import io.gradus.kernel.Philox;
import java.util.function.DoubleSupplier;

/// A gradient against centred differences: `max |a - n| / max(max |a|, max |n|)`, and the same
/// along a random direction.
///
/// @param element the largest relative error of single elements
/// @param along the relative error of the derivative along a random direction; 0 where a kink is
///   near
/// @param compared how many elements were compared; the others are at a kink
/// @param count how many elements there are
record Difference(double element, double along, int compared, int count) {
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};

  /// The best of three step sizes.
  ///
  /// @param numbers where the derivative is taken; moved, and put back
  /// @param analytic the gradient there
  /// @param loss the value at `numbers` as they are
  static Difference best(double[] numbers, double[] analytic, DoubleSupplier loss) {
    Difference best = new Difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0);
    for (double step : STEPS) {
      Difference now = of(numbers, analytic, loss, step);
      if (now.worst() <= best.worst()) {
        best = now;
      }
    }
    return best;
  }

  private double worst() {
    return Math.max(element, along);
  }

  private static Difference of(
      double[] numbers, double[] analytic, DoubleSupplier loss, double step) {
    double here = loss.getAsDouble();
    double noise = 8 * Math.ulp(here) / step;
    double worst = 0;
    double largest = 1e-8;
    int compared = 0;
    for (int i = 0; i < numbers.length; i++) {
      double kept = numbers[i];
      numbers[i] = kept + step;
      double above = loss.getAsDouble();
      numbers[i] = kept - step;
      double below = loss.getAsDouble();
      numbers[i] = kept;
      double numeric = (above - below) / (2 * step);
      // A smooth function has one-sided differences that agree up to curvature times the step.
      double jump = Math.abs((above - here) - (here - below)) / step;
      if (jump > 100 * step + noise && jump > 1e-3 * Math.abs(numeric)) {
        continue;
      }
      compared++;
      worst = Math.max(worst, Math.abs(numeric - analytic[i]) - noise);
      largest = Math.max(largest, Math.max(Math.abs(numeric), Math.abs(analytic[i])));
    }
    boolean smooth = compared == numbers.length;
    double along = smooth ? along(numbers, analytic, loss, step, noise) : 0;
    return new Difference(
        compared == 0 && numbers.length > 0 ? Double.POSITIVE_INFINITY : worst / largest,
        along,
        compared,
        numbers.length);
  }

  private static double along(
      double[] numbers, double[] analytic, DoubleSupplier loss, double step, double noise) {
    double[] kept = numbers.clone();
    double[] direction = new double[numbers.length];
    double expected = 0;
    double scale = 1e-8;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = Philox.normalDouble(17, 0, 0, i) / Math.sqrt(direction.length);
      expected += direction[i] * analytic[i];
      scale += Math.abs(direction[i] * analytic[i]);
    }
    double above = moved(numbers, kept, direction, step, loss);
    double below = moved(numbers, kept, direction, -step, loss);
    System.arraycopy(kept, 0, numbers, 0, kept.length);
    double numeric = (above - below) / (2 * step);
    return Math.max(0, Math.abs(numeric - expected) - noise) / Math.max(scale, Math.abs(numeric));
  }

  private static double moved(
      double[] numbers, double[] kept, double[] direction, double step, DoubleSupplier loss) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = kept[i] + step * direction[i];
    }
    return loss.getAsDouble();
  }

  void requireBelow(double tolerance, String where, String name) {
    if (!(element < tolerance && along < tolerance)) {
      throw new AssertionError(
          where
              + ": the gradient of "
              + name
              + (element == Double.POSITIVE_INFINITY
                  ? " could not be compared: every element is at a kink"
                  : " is off by " + element + ", along a random direction by " + along)
              + " (relative; "
              + compared
              + " of "
              + count
              + " elements compared, tolerance "
              + tolerance
              + ")");
    }
  }
}
