package io.gradus.train;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Samples to train or test on, each an input and a target, found by index.
///
/// All samples share one input shape and one target. An implementation must be safe for several
/// readers, must give the same sample for the same index every time, and should not allocate in
/// [#copy]. The ones made here hold their numbers in memory, and refuse NaN and infinity.
public interface Dataset {

  /// How many samples there are.
  int size();

  /// The shape of one sample, without the batch axis.
  int[] inputShape();

  /// What is to be predicted.
  Target target();

  /// Copies sample `index` into row `row` of `batch`: its input, and its label or values.
  ///
  /// @throws IndexOutOfBoundsException if there is no such sample or row
  void copy(int index, Batch batch, int row);

  /// The samples at `indices`, in that order; an index may appear more than once.
  ///
  /// @throws IndexOutOfBoundsException if there is no such sample
  default Dataset subset(int[] indices) {
    return Subset.of(this, indices);
  }

  /// Every sample's label, in order: what a stratified split needs.
  ///
  /// @throws DataException if the target is not classes
  default int[] labels() {
    if (!(target() instanceof Target.Classes)) {
      throw new DataException("labels need a target of classes, this one is " + target());
    }
    var one = Batch.of(this, 1);
    int[] labels = new int[size()];
    for (int i = 0; i < labels.length; i++) {
      copy(i, one, 0);
      labels[i] = one.labels[0];
    }
    return labels;
  }

  /// SHA-256 over shape, target, inputs and targets, in hexadecimal: the data's name in a model's
  /// provenance.
  ///
  /// Two sets have the same hash exactly if they hold the same numbers, to the bit and in the same
  /// order, with the same shape and the same class or target names.
  default String contentHash() {
    return ContentHash.of(this);
  }

  /// Rows of numbers, each with a class.
  ///
  /// @throws DataException if rows differ in length, a number is NaN or infinite, or a label is out
  ///   of range; the message names row and column
  static Dataset of(float[][] inputs, int[] labels, List<String> classNames) {
    return ArrayDataset.of(inputs, labels, new Target.Classes(classNames));
  }

  /// Rows of numbers, each with one or more numbers to predict.
  ///
  /// @throws DataException if rows differ in length or a number is NaN or infinite; the message
  ///   names row and column
  static Dataset of(float[][] inputs, float[][] values) {
    int width = values.length == 0 ? 1 : values[0].length;
    return ArrayDataset.of(inputs, values, Target.Values.numbered(width));
  }

  /// Samples of any shape, one after the other in one array, each with a class.
  ///
  /// The arrays are copied.
  static Dataset of(int[] inputShape, float[] inputs, int[] labels, Target.Classes target) {
    return ArrayDataset.of(inputShape, inputs.clone(), labels.clone(), new float[0], target);
  }

  /// Samples of any shape, one after the other in one array, each with numbers to predict.
  ///
  /// The arrays are copied.
  static Dataset of(int[] inputShape, float[] inputs, float[] values, Target.Values target) {
    return ArrayDataset.of(inputShape, inputs.clone(), new int[0], values.clone(), target);
  }

  /// One sample per element of a stream, with a named class; the names are sorted.
  ///
  /// ```java
  /// record Flower(float length, float width, String species) {}
  /// var data = Dataset.ofClasses(flowers, f -> new float[] {f.length(), f.width()}, Flower::species);
  /// ```
  static <T> Dataset ofClasses(
      Stream<T> rows, Function<? super T, float[]> input, Function<? super T, String> className) {
    return StreamRows.classes(rows, input, className);
  }

  /// One sample per element of a stream, with numbers to predict.
  static <T> Dataset ofValues(
      Stream<T> rows, Function<? super T, float[]> input, Function<? super T, float[]> values) {
    var samples = StreamRows.collect(rows, input, values);
    return of(samples.inputs(), samples.targets());
  }
}
