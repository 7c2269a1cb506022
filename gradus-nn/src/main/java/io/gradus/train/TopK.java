package io.gradus.train;

/// The share of rows whose class is among the `k` largest outputs.
///
/// Takes logits or probabilities, one per class; between equal outputs the first counts as larger.
public final class TopK implements Metric {
  private final int k;
  private double found;
  private double total;

  /// Counts a row as correct if its class is among the `k` largest outputs.
  ///
  /// @throws DataException if `k` is not positive
  public TopK(int k) {
    if (k < 1) {
      throw new DataException("top-k needs a k of at least 1, got " + k);
    }
    this.k = k;
  }

  @Override
  public String name() {
    return "top_" + k;
  }

  @Override
  public void reset() {
    found = 0;
    total = 0;
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    if (width < 2) {
      throw new DataException("top-k needs one output per class, got " + width + " in all");
    }
    for (int row = 0; row < rows; row++) {
      int actual = Outputs.actual(labels, values, row, width);
      if (actual >= 0) {
        double weight = Outputs.weight(weights, row);
        total += weight;
        found += rank(outputs, row, width, actual) < k ? weight : 0;
      }
    }
  }

  /// How many outputs come before that of class `actual`.
  private static int rank(float[] outputs, int row, int width, int actual) {
    float own = outputs[row * width + actual];
    if (Float.isNaN(own)) {
      return Integer.MAX_VALUE;
    }
    int before = 0;
    for (int i = 0; i < width; i++) {
      float other = outputs[row * width + i];
      before += other > own || (other == own && i < actual) ? 1 : 0;
    }
    return before;
  }

  @Override
  public double value() {
    return found / total;
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
