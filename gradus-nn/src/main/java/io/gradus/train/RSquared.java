package io.gradus.train;

/// 1 - sum((y - t)^2) / sum((t - mean(t))^2): the share of the target's variance that is explained.
///
/// Takes predicted numbers, as many per row as the target has; with several it is the mean over
/// them. It does not depend on the target's scale. 1 is perfect, 0 is no better than always saying
/// the mean, and it can be below 0. A constant target counts as 1 if hit exactly and as 0
/// otherwise.
public final class RSquared implements Metric {
  private double[] residual = {};
  private double[] mean = {};
  private double[] spread = {};
  private double total;

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public void reset() {
    residual = new double[mean.length];
    mean = new double[mean.length];
    spread = new double[mean.length];
    total = 0;
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    Differences.require(values, rows, width);
    if (mean.length != width) {
      if (total > 0) {
        throw new DataException("expected " + mean.length + " outputs per row, got " + width);
      }
      mean = new double[width];
      reset();
    }
    for (int row = 0; row < rows; row++) {
      double weight = Outputs.weight(weights, row);
      total += weight;
      for (int i = 0; i < width && weight > 0; i++) {
        add(i, outputs[row * width + i], values[row * width + i], weight);
      }
    }
  }

  /// Welford 1962, weighted as in West 1979: the running mean, so that a target far from 0 does not
  /// cancel.
  private void add(int i, double output, double value, double weight) {
    residual[i] += weight * (output - value) * (output - value);
    double before = value - mean[i];
    mean[i] += weight * before / total;
    spread[i] += weight * before * (value - mean[i]);
  }

  @Override
  public double value() {
    if (total == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += spread[i] == 0 ? (residual[i] == 0 ? 1 : 0) : 1 - residual[i] / spread[i];
    }
    return sum / mean.length;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public String toString() {
    return Names.text(this);
  }
}
