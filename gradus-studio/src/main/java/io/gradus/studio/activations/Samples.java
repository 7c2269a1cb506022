package io.gradus.studio.activations;

import java.util.ArrayList;
import java.util.List;

/// An activation and its slope at many places, in double.
///
/// @param z the places
/// @param value `a(z)`
/// @param slope `a'(z)`
/// @param others further curves over the same places
record Samples(double[] z, double[] value, double[] slope, List<Other> others) {

  /// A further curve.
  ///
  /// @param latex its name
  /// @param among whether it belongs beside the value or beside the slope
  record Other(String latex, Among among, double[] numbers) {}

  /// With what a further curve shares its axis.
  enum Among {
    VALUES,
    SLOPES
  }

  /// `points` places from `low` to `high`, both included; a grid that hits the round numbers
  /// between round ends.
  static double[] grid(double low, double high, int points) {
    double[] z = new double[points];
    for (int i = 0; i < points; i++) {
      z[i] = low + (high - low) * i / (points - 1);
    }
    return z;
  }

  /// Where `|a'|` is largest.
  int steepest() {
    int best = 0;
    for (int i = 1; i < slope.length; i++) {
      if (Math.abs(slope[i]) > Math.abs(slope[best])) {
        best = i;
      }
    }
    return best;
  }

  /// Least and greatest of the value, and of what shares its axis; or of the slope.
  double[] range(Among among) {
    List<double[]> columns = new ArrayList<>();
    columns.add(among == Among.VALUES ? value : slope);
    for (Other other : others) {
      if (other.among() == among) {
        columns.add(other.numbers());
      }
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] column : columns) {
      for (double number : column) {
        low = Math.min(low, number);
        high = Math.max(high, number);
      }
    }
    return new double[] {low, high};
  }
}
