package io.gradus.train;

import io.gradus.nn.Input;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Samples to train or test on, each an input and a target, found by index.
///
/// All samples share one input shape, or several named inputs, and one target. An implementation
/// must be safe for several readers, must give the same sample for the same index every time, and
/// should not allocate in [#copy]. The ones made here hold their numbers in memory, and refuse NaN
/// and infinity.
public interface Dataset {

  /// How many samples there are.
  int size();

  /// The shape of one sample, without the batch axis; that of the first of several inputs.
  int[] inputShape();

  /// What each sample has as input: numbers called `x`, unless told.
  default List<Input> inputs() {
    return List.of(Input.numbers(Input.ONLY, inputShape()));
  }

  /// Whether samples have weights: whether [#copy] sets [Batch#weights], too.
  default boolean weighted() {
    return false;
  }

  /// Whether samples have a share of each class beside their label: whether [#copy] sets
  /// [Batch#probabilities], too, and training compares outputs with these.
  default boolean mixed() {
    return false;
  }

  /// Whether a sample takes so long to copy that a loop copies the next batch ahead, on other
  /// threads, such as one that is read from a file.
  default boolean prefetched() {
    return false;
  }

  /// The samples as an epoch of training sees them, a pure function of seed and epoch: always the
  /// same ones, unless they are changed at random, as augmented images are.
  ///
  /// @param epoch from 1
  default Dataset epoch(long seed, int epoch) {
    return this;
  }

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

  /// The same samples, each counting as much as its weight: the loss and the metrics are means over
  /// the sum of the weights. The array is copied.
  ///
  /// @throws DataException if there is not one for each sample, or one is negative or not finite
  default Dataset weighted(float... weights) {
    return Weighted.of(this, weights.clone());
  }

  /// Every sample's label, in order: what a stratified split needs.
  ///
  /// @throws DataException if the target is not classes, one for each sample
  default int[] labels() {
    if (!(target() instanceof Target.Classes classes) || classes.each().size() != 1) {
      throw new DataException(
          "labels need a target of classes, one for each sample, this one is " + target());
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
    int width = ArrayDataset.first(values, "target numbers");
    return ArrayDataset.of(inputs, values, Target.Values.numbered(width));
  }

  /// Rows of indices, such as tokens, each with a class; for a network that begins with an
  /// [io.gradus.nn.Embedding].
  ///
  /// @throws DataException if rows differ in length or a label is out of range
  static Dataset of(int[][] indices, int[] labels, List<String> classNames) {
    int[][] rows = Arrays.stream(labels).mapToObj(label -> new int[] {label}).toArray(int[][]::new);
    return ArrayDataset.of(indices, rows, new Target.Classes(classNames));
  }

  /// Rows of indices, such as tokens, each with as many labels as the target has for each sample,
  /// such as the token that follows.
  ///
  /// @throws DataException if rows differ in length or a label is out of range; names row and place
  static Dataset of(int[][] indices, int[][] labels, Target.Classes target) {
    return ArrayDataset.of(indices, labels, target);
  }

  /// Rows of indices, each with one or more numbers to predict.
  ///
  /// @throws DataException if rows differ in length or a number is NaN or infinite
  static Dataset of(int[][] indices, float[][] values) {
    int width = ArrayDataset.first(values, "target numbers");
    return ArrayDataset.of(indices, values, Target.Values.numbered(width));
  }

  /// Samples of several inputs, one sample after the other in one array for each, with labels.
  ///
  /// @param labels one for each sample, or as many as the target has; the array is copied
  /// @throws DataException if the inputs have different numbers of samples, two share a name, a
  ///   number is NaN or infinite, or a label is out of range
  static Dataset of(List<Feature> inputs, int[] labels, Target.Classes target) {
    return ArrayDataset.of(inputs, labels.clone(), new float[0], target);
  }

  /// Samples of several inputs, one sample after the other in one array for each, with numbers to
  /// predict; the array is copied.
  ///
  /// @throws DataException if the inputs have different numbers of samples, two share a name, or a
  ///   number is NaN or infinite
  static Dataset of(List<Feature> inputs, float[] values, Target.Values target) {
    return ArrayDataset.of(inputs, new int[0], values.clone(), target);
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
