package io.gradus.train;

/// correct rows / rows: the share of rows whose largest output is that of their class.
///
/// Takes logits (or, if told so, probabilities) of classes. Between equal outputs the first wins.
public final class Accuracy implements Metric {
  private final Outputs kind;
  private double correct;
  private double total;

  /// Of logits.
  public Accuracy() {
    this(Outputs.LOGITS);
  }

  /// Of outputs of this kind: logits or probabilities.
  public Accuracy(Outputs kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void reset() {
    correct = 0;
    total = 0;
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      int actual = Outputs.actual(labels, values, row, width);
      if (actual >= 0) {
        double weight = Outputs.weight(weights, row);
        total += weight;
        correct += kind.predicted(outputs, row, width) == actual ? weight : 0;
      }
    }
  }

  @Override
  public double value() {
    return correct / total;
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
