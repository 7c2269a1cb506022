package io.gradus.exec;

import io.gradus.kernel.Philox;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// `(f(x + h) - f(x - h)) / 2h` in double precision, beside a gradient that it should equal.
///
/// Elements where the two one-sided differences disagree are at a kink, as that of a ReLU at 0:
/// there is no derivative to compare with, so they are counted and left out, unless [#moveOffKinks]
/// moved them away before.
public final class CentredDifferences {
  /// The step sizes; the best agreement counts.
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6};

  /// Gradients smaller than this are compared as if they were of this size.
  private static final double SMALLEST = 1e-8;

  private static final double STRIDE = 0.0137;
  private static final int STRIDES = 12;

  private final double[] numbers;
  private final DoubleSupplier function;

  /// How well a gradient and the differences agree.
  ///
  /// @param difference the largest `|a - n|`
  /// @param largest the largest of all `|a|` and `|n|`
  /// @param rounding what the rounding of the function alone can make of a difference
  /// @param compared how many elements were compared
  /// @param kinks how many were left out
  public record Agreement(
      double difference, double largest, double rounding, int compared, int kinks) {

    /// `max |a - n| / max(max |a|, max |n|)`.
    public double error() {
      return compared == 0 && kinks > 0
          ? Double.POSITIVE_INFINITY
          : difference / Math.max(SMALLEST, largest);
    }

    /// Whether the error is below this, or no more than rounding makes; never when all elements are
    /// at kinks.
    public boolean within(double tolerance) {
      return unexplained() < tolerance;
    }

    private double unexplained() {
      return difference <= rounding && error() < Double.POSITIVE_INFINITY ? 0 : error();
    }

    private boolean betterThan(Agreement other) {
      if ((kinks == 0) != (other.kinks == 0)) {
        return kinks == 0;
      }
      int order = Double.compare(unexplained(), other.unexplained());
      return order < 0 || order == 0 && error() < other.error();
    }
  }

  /// The differences of a function at these numbers.
  ///
  /// @param numbers where the derivative is taken; they are moved, and put back
  /// @param function the value at `numbers` as they are
  public CentredDifferences(double[] numbers, DoubleSupplier function) {
    this.numbers = numbers;
    this.function = function;
  }

  /// The derivative along element `index`, with steps of `step`.
  public double of(int index, double step) {
    double kept = numbers[index];
    double above = at(index, kept + step);
    double below = at(index, kept - step);
    numbers[index] = kept;
    return (above - below) / (2 * step);
  }

  /// All elements compared with a gradient.
  public Agreement elements(double[] gradient) {
    return elements(gradient, IntStream.range(0, numbers.length).toArray());
  }

  /// Some elements compared with a gradient: the best of three step sizes.
  public Agreement elements(double[] gradient, int[] chosen) {
    Agreement best = elements(gradient, chosen, STEPS[0]);
    for (int i = 1; i < STEPS.length; i++) {
      Agreement now = elements(gradient, chosen, STEPS[i]);
      best = now.betterThan(best) ? now : best;
    }
    return best;
  }

  private Agreement elements(double[] gradient, int[] chosen, double step) {
    double here = function.getAsDouble();
    double worst = 0;
    double largest = 0;
    int kinks = 0;
    for (int index : chosen) {
      double kept = numbers[index];
      double above = at(index, kept + step);
      double below = at(index, kept - step);
      numbers[index] = kept;
      if (!smooth(above, here, below, step)) {
        kinks++;
        continue;
      }
      double numeric = (above - below) / (2 * step);
      worst = Math.max(worst, Math.abs(numeric - gradient[index]));
      largest = Math.max(largest, Math.max(Math.abs(numeric), Math.abs(gradient[index])));
    }
    return new Agreement(worst, largest, rounding(here, step), chosen.length - kinks, kinks);
  }

  /// The derivative along a random direction, which covers all elements at once; the best of three
  /// step sizes.
  ///
  /// @param key chooses the direction
  public Agreement along(double[] gradient, long key) {
    double[] direction = new double[numbers.length];
    double expected = 0;
    double scale = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = Philox.normalDouble(key, 0, 0, i) / Math.sqrt(direction.length);
      expected += direction[i] * gradient[i];
      scale += Math.abs(direction[i] * gradient[i]);
    }
    Agreement best = along(direction, expected, scale, STEPS[0]);
    for (int i = 1; i < STEPS.length; i++) {
      Agreement now = along(direction, expected, scale, STEPS[i]);
      best = now.betterThan(best) ? now : best;
    }
    return best;
  }

  private Agreement along(double[] direction, double expected, double scale, double step) {
    double[] kept = numbers.clone();
    double above = moved(kept, direction, step);
    double below = moved(kept, direction, -step);
    System.arraycopy(kept, 0, numbers, 0, kept.length);
    double numeric = (above - below) / (2 * step);
    return new Agreement(
        Math.abs(numeric - expected),
        Math.max(scale, Math.abs(numeric)),
        rounding(above, step),
        1,
        0);
  }

  /// Moves each number that is at a kink, or at the edge of where the function is defined, to the
  /// nearest place where it is not, so that there is a derivative to compare.
  ///
  /// A number where the function bends much but smoothly stays: the least step tells the two apart.
  ///
  /// @return how many numbers have no such place near
  public int moveOffKinks() {
    int stuck = 0;
    for (int i = 0; i < numbers.length; i++) {
      double kept = numbers[i];
      for (int k = 1; k <= 2 * STRIDES && !smoothAt(i, 0); k++) {
        numbers[i] = kept + (k % 2 == 0 ? -1 : 1) * STRIDE * Math.ceilDiv(k, 2);
      }
      if (!smoothAt(i, 0)) {
        numbers[i] = kept;
        stuck += smoothAt(i, STEPS.length - 1) ? 0 : 1;
      }
    }
    return stuck;
  }

  /// Whether there is no kink within the steps from `first` on.
  private boolean smoothAt(int index, int first) {
    double kept = numbers[index];
    double here = function.getAsDouble();
    boolean smooth = true;
    for (int i = first; i < STEPS.length; i++) {
      double above = at(index, kept + STEPS[i]);
      double below = at(index, kept - STEPS[i]);
      smooth &= smooth(above, here, below, STEPS[i]);
    }
    numbers[index] = kept;
    return smooth;
  }

  /// Whether the one-sided differences agree up to curvature times the step.
  private static boolean smooth(double above, double here, double below, double step) {
    double numeric = (above - below) / (2 * step);
    double jump = Math.abs((above - here) - (here - below)) / step;
    return jump <= 100 * step + rounding(here, step) || jump <= 1e-3 * Math.abs(numeric);
  }

  private static double rounding(double value, double step) {
    return 8 * Math.ulp(value) / step;
  }

  private double at(int index, double number) {
    numbers[index] = number;
    return function.getAsDouble();
  }

  private double moved(double[] kept, double[] direction, double step) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = kept[i] + step * direction[i];
    }
    return function.getAsDouble();
  }
}
