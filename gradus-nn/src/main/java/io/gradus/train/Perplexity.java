package io.gradus.train;

/// exp(mean(-log p(label))): how many equally likely classes would surprise as much.
///
/// Takes logits (or, if told so, probabilities) of classes; 1 is perfect, the number of classes is
/// no better than a guess.
public final class Perplexity implements Metric {
  private final Outputs kind;
  private double surprise;
  private double total;

  /// Of logits.
  public Perplexity() {
    this(Outputs.LOGITS);
  }

  /// Of outputs of this kind: logits or probabilities.
  public Perplexity(Outputs kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public void reset() {
    surprise = 0;
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
        surprise += weight == 0 ? 0 : weight * LogOdds.surprise(kind, outputs, row, width, actual);
      }
    }
  }

  @Override
  public double value() {
    return StrictMath.exp(surprise / total);
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
