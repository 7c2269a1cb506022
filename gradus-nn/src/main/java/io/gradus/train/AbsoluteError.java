package io.gradus.train;

/// mean(|y - t|) over all rows and outputs: the mean absolute error.
///
/// Takes predicted numbers, as many per row as the target has. If the target was scaled, give its
/// scales and the metric is in original units.
public final class AbsoluteError implements Metric {
  private final double[] units;
  private double sum;
  private double total;

  /// The mean absolute error, in the units given.
  ///
  /// @param units the size of 1 in each output, in the units to report; none means 1
  public AbsoluteError(double... units) {
    this.units = Differences.orOne(units);
  }

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public void reset() {
    sum = 0;
    total = 0;
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    Differences.require(values, rows, width);
    for (int i = 0; i < rows * width; i++) {
      double difference = ((double) outputs[i] - values[i]) * units[i % width % units.length];
      double weight = Outputs.weight(weights, i / width);
      sum += weight == 0 ? 0 : weight * Math.abs(difference);
      total += weight;
    }
  }

  @Override
  public double value() {
    return sum / total;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public String toString() {
    return Names.text(this);
  }
}
