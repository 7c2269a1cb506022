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
    for (double unit : units) {
      if (!Double.isFinite(unit) || unit == 0) {
        throw new DataException("a metric takes finite units that are not 0, got " + unit);
      }
    }
    return units.length == 0 ? new double[] {1} : units.clone();
  }
}
