package io.gradus.train;

/// A number that says how good predictions are, gathered batch by batch.
///
/// Call [#reset], then [#update] once per batch, then [#value]; the order of the batches does not
/// matter to the counting metrics. Each metric says what it takes as `outputs`: logits or
/// probabilities of classes ([Outputs]), or predicted numbers.
///
/// The true class of a row is `labels[row]`. If there are no labels, it is read from `values`: with
/// one output, 0 or 1; with more, the largest of the row (one-hot or probabilities). A negative
/// label says that the row does not count. A weight says how much it does. A row whose outputs are
/// NaN counts as predicted wrong.
public interface Metric {

  /// A short name, as in `"accuracy"`: what progress lines, tables and files call it.
  String name();

  /// Forgets all rows.
  void reset();

  /// Adds `rows` rows, each with `width` outputs, one row after the other.
  ///
  /// @param outputs what the network said, at least `rows * width` long
  /// @param labels the true classes, or empty
  /// @param values the true numbers, or empty
  /// @param weights how much each row counts, or empty where all count the same
  /// @throws DataException if the metric cannot use such outputs or targets
  void update(float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width);

  /// Adds rows that all count the same.
  default void update(float[] outputs, int[] labels, float[] values, int rows, int width) {
    update(outputs, labels, values, new float[0], rows, width);
  }

  /// Adds the rows of a batch; where a sample has several labels, each is a row with its share of
  /// the outputs.
  ///
  /// @param width outputs per sample
  default void update(float[] outputs, Batch batch, int width) {
    int each = Math.max(1, batch.labelWidth());
    update(
        outputs,
        batch.countedLabels(),
        batch.values,
        batch.labelWeights(),
        batch.rows() * each,
        width / each);
  }

  /// The metric over all rows since the last reset; NaN if they do not define it.
  double value();

  /// Whether more is better; otherwise less is.
  boolean higherIsBetter();
}
