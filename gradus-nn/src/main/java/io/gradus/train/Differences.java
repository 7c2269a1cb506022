package io.gradus.train;

/// What the metrics of predicted numbers ask of their arguments.
final class Differences {
  private Differences() {}

  static void require(float[] values, int rows, int width) {
    if (values.length < (long) rows * width) {
      throw new DataException(
          "a metric of numbers needs "
              + width
              + " target numbers per row, as many as outputs, got "
              + values.length
              + " for "
              + rows
              + " rows");
    }
  }

  static double[] orOne(double[] units) {
    return units.length == 0 ? new double[] {1} : units.clone();
  }
}
