package io.gradus.train;

import java.util.List;
import java.util.Locale;

/// A score of one class by its counts, averaged over the classes.
///
/// Takes logits (or, if told so, probabilities) of classes.
public abstract sealed class ClassScore implements Metric permits Precision, Recall, F1 {
  private final Average average;
  private final ConfusionMatrix matrix;

  ClassScore(Average average, Outputs kind) {
    this.average = average;
    matrix = new ConfusionMatrix(kind, List.of());
  }

  /// The score of a class with rows of this weight predicted correctly, predicted at all, and true.
  abstract double of(double correct, double predicted, double actual);

  abstract String scoreName();

  @Override
  public final String name() {
    return average == Average.BINARY
        ? scoreName()
        : scoreName() + "_" + average.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public final void reset() {
    matrix.reset();
  }

  @Override
  public final void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    matrix.update(outputs, labels, values, weights, rows, width);
  }

  @Override
  public final double value() {
    return Double.isNaN(matrix.value()) ? Double.NaN : average.of(matrix, this);
  }

  @Override
  public final boolean higherIsBetter() {
    return true;
  }

  static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  @Override
  public final String toString() {
    return Names.text(this);
  }
}
