package io.gradus.train;

/// A number that says how good predictions are, gathered batch by batch.
///
/// Call [#reset], then [#update] once per batch, then [#value]; the order of the batches does not
/// matter to the counting metrics. Each metric says what it takes as `outputs`: logits or
/// probabilities of classes ([Outputs]), or predicted numbers.
///
/// The true class of a row is `labels[row]`. If there are no labels, it is read from `values`: with
/// one output, 0 or 1; with more, the largest of the row (one-hot or probabilities). A negative
/// label says that the row does not count. A row whose outputs are NaN counts as predicted wrong.
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
  /// @throws DataException if the metric cannot use such outputs or targets
  void update(float[] outputs, int[] labels, float[] values, int rows, int width);

  /// Adds the rows of a batch.
  default void update(float[] outputs, Batch batch, int width) {
    update(outputs, batch.labels, batch.values, batch.rows(), width);
  }

  /// The metric over all rows since the last reset; NaN if they do not define it.
  double value();

  /// Whether more is better; otherwise less is.
  boolean higherIsBetter();
}
