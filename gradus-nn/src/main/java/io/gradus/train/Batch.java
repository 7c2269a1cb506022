package io.gradus.train;

import io.gradus.exec.Pieces;
import io.gradus.nn.Input;
import io.gradus.nn.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Room for up to `capacity` samples, filled again for every step.
///
/// A training loop makes one batch and reuses it, so that a step allocates nothing. Row `r` has its
/// input at `inputs[r * inputWidth()]`, and its target at `labels[r * labelWidth()]` (a target of
/// classes) or at `values[r * valueWidth()]` (a target of numbers); the array that is not in use
/// has length 0. Rows from [#rows()] on hold leftovers of earlier steps.
///
/// Where the samples have an input of indices, or several inputs, [#numbers(String)] and
/// [#indices(String)] find each by its name.
public final class Batch {
  private static final int NONE = -1;

  /// The first input of numbers, row after row; empty if all inputs are indices.
  public final float[] inputs;

  /// The first input of indices, row after row; empty if all inputs are numbers.
  public final int[] indices;

  /// [#labelWidth()] class indices per row, -1 for one that does not count; empty for a target of
  /// numbers.
  public final int[] labels;

  /// The target numbers, row after row; empty for a target of classes.
  public final float[] values;

  /// How much each row counts; empty where all count the same.
  public final float[] weights;

  /// A share of each class per row, which add up to 1; empty unless the samples are mixed, see
  /// [Dataset#mixed].
  public final float[] probabilities;

  final float[][] numbersAt;
  final int[][] indicesAt;
  final int[] widths;
  private final List<Input> all;
  private final int labelWidth;
  private final int valueWidth;
  private final int capacity;
  private int ignored = NONE;
  private IntToDoubleFunction labelWeight = label -> 1;
  private int rows;

  /// A batch for samples of one input of numbers of the given shape, and the given target.
  ///
  /// @throws DataException if `capacity` is not positive or the arrays would be too large
  public Batch(int[] inputShape, Target target, int capacity) {
    this(List.of(numbers(inputShape)), target, capacity, false);
  }

  private static Input numbers(int[] shape) {
    Shapes.width(shape, "input");
    return Input.numbers(Input.ONLY, shape);
  }

  /// A batch for samples of the given inputs and target.
  ///
  /// @param weighted whether each row has a weight
  /// @throws DataException if `capacity` is not positive or the arrays would be too large
  public Batch(List<Input> inputs, Target target, int capacity, boolean weighted) {
    this(inputs, target, capacity, weighted, false);
  }

  private Batch(List<Input> inputs, Target target, int capacity, boolean weighted, boolean mixed) {
    if (capacity < 1) {
      throw new DataException("a batch needs room for at least 1 sample, got " + capacity);
    }
    this.capacity = capacity;
    all = List.copyOf(inputs);
    numbersAt = new float[all.size()][0];
    indicesAt = new int[all.size()][0];
    widths = new int[all.size()];
    for (int i = 0; i < all.size(); i++) {
      widths[i] = Shapes.width(all.get(i).sample().lengths(), "input");
      int area = Shapes.area(capacity, widths[i], "batch");
      if (all.get(i).isIndices()) {
        indicesAt[i] = new int[area];
      } else {
        numbersAt[i] = new float[area];
      }
    }
    this.inputs =
        Arrays.stream(numbersAt).filter(a -> a.length > 0).findFirst().orElse(numbersAt[0]);
    indices = Arrays.stream(indicesAt).filter(a -> a.length > 0).findFirst().orElse(indicesAt[0]);
    labelWidth = target instanceof Target.Classes classes ? classes.each().size() : 0;
    valueWidth = target instanceof Target.Values numbers ? numbers.width() : 0;
    labels = new int[Shapes.area(capacity, labelWidth, "batch")];
    values = new float[Shapes.area(capacity, valueWidth, "batch")];
    weights = new float[weighted ? capacity : 0];
    Arrays.fill(weights, 1);
    probabilities = new float[mixed ? Shapes.area(capacity, target.width(), "batch") : 0];
  }

  /// A batch for the samples of `data`.
  public static Batch of(Dataset data, int capacity) {
    return new Batch(data.inputs(), data.target(), capacity, data.weighted(), data.mixed());
  }

  /// Replaces the contents by the samples `order[from]` to `order[from + rows - 1]` of `data`.
  ///
  /// @throws DataException if they do not fit
  public Batch fill(Dataset data, int[] order, int from, int rows) {
    if (data.prefetched()) {
      filling(data, order, from, rows).join();
      return this;
    }
    rows(rows);
    for (int row = 0; row < rows; row++) {
      data.copy(order[from + row], this, row);
    }
    return this;
  }

  /// Begins to fill it on other threads; each row is written by one of them, so they change no bit.
  Pieces filling(Dataset data, int[] order, int from, int rows) {
    rows(rows);
    return Pieces.start(
        "gradus-loader",
        "a batch was filled",
        rows,
        row -> data.copy(order[from + row], this, row));
  }

  /// Replaces the contents by those of another batch for the same data.
  void take(Batch other) {
    rows(other.rows);
    for (int i = 0; i < widths.length; i++) {
      System.arraycopy(other.numbersAt[i], 0, numbersAt[i], 0, numbersAt[i].length);
      System.arraycopy(other.indicesAt[i], 0, indicesAt[i], 0, indicesAt[i].length);
    }
    System.arraycopy(other.labels, 0, labels, 0, labels.length);
    System.arraycopy(other.values, 0, values, 0, values.length);
    System.arraycopy(other.weights, 0, weights, 0, weights.length);
    System.arraycopy(other.probabilities, 0, probabilities, 0, probabilities.length);
  }

  /// How many samples fit.
  public int capacity() {
    return capacity;
  }

  /// How many samples are there now.
  public int rows() {
    return rows;
  }

  /// Says how many samples are there now.
  ///
  /// @throws DataException if it is negative or more than the capacity
  public void rows(int rows) {
    if (rows < 0 || rows > capacity) {
      throw new DataException("a batch with room for " + capacity + " cannot hold " + rows);
    }
    this.rows = rows;
  }

  /// What each sample has as input.
  public List<Input> samples() {
    return all;
  }

  /// The array of the input of numbers called `name`, row after row.
  ///
  /// @throws DataException if there is none; says what there is
  public float[] numbers(String name) {
    return numbersAt[place(name, false)];
  }

  /// The array of the input of indices called `name`, row after row.
  ///
  /// @throws DataException if there is none; says what there is
  public int[] indices(String name) {
    return indicesAt[place(name, true)];
  }

  private int place(String name, boolean isIndices) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name) && all.get(i).isIndices() == isIndices) {
        return i;
      }
    }
    throw new DataException(
        "no input of "
            + (isIndices ? "indices" : "numbers")
            + " is called \""
            + name
            + "\"; there is "
            + String.join(", ", all.stream().map(Input::described).toList()));
  }

  /// The shape of one sample of the first input, without the batch axis.
  public int[] inputShape() {
    return all.getFirst().sample().lengths();
  }

  /// Numbers or indices per sample of the first input.
  public int inputWidth() {
    return widths[0];
  }

  /// Labels per sample, 1 for a class per sample; 0 for a target of numbers.
  public int labelWidth() {
    return labelWidth;
  }

  /// Numbers per target; 0 for a target of classes.
  public int valueWidth() {
    return valueWidth;
  }

  /// Whether each row has a weight.
  public boolean weighted() {
    return weights.length > 0;
  }

  /// Tells how labels count for a loss: which does not beside -1, and how much each of the others;
  /// see [Loss#ignoredLabel] and [Loss#labelWeight].
  Batch counting(Loss loss) {
    ignored = loss.ignoredLabel();
    labelWeight = loss::labelWeight;
    return this;
  }

  /// The labels as metrics take them: -1 for each that does not count.
  int[] countedLabels() {
    if (ignored < 0) {
      return labels;
    }
    int[] counted = labels.clone();
    for (int i = 0; i < rows * labelWidth; i++) {
      counted[i] = counted[i] == ignored ? NONE : counted[i];
    }
    return counted;
  }

  /// The weights as metrics take them: one for each label; empty where all count the same.
  float[] labelWeights() {
    if (weights.length == 0 || labelWidth <= 1) {
      return weights;
    }
    float[] each = new float[rows * labelWidth];
    for (int i = 0; i < each.length; i++) {
      each[i] = weights[i / labelWidth];
    }
    return each;
  }

  /// How many samples its mean is over: the sum of the weights of what counts, of samples and of
  /// classes, in samples.
  double counted() {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double counting = 0;
      for (int i = row * labelWidth; i < (row + 1) * labelWidth; i++) {
        boolean counts = labels[i] >= 0 && labels[i] != ignored;
        counting += counts ? labelWeight.applyAsDouble(labels[i]) : 0;
      }
      boolean whole = labelWidth == 0 || probabilities.length > 0;
      double share = whole ? 1 : counting / labelWidth;
      sum += weights.length == 0 ? share : share * weights[row];
    }
    return sum;
  }

  @Override
  public String toString() {
    return rows + " of " + capacity + " samples " + Names.inputs(all);
  }
}
