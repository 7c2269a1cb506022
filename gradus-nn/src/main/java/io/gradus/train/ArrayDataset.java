package io.gradus.train;

import io.gradus.nn.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Samples held in flat arrays; checked once, when made.
final class ArrayDataset implements Dataset {
  private final List<Feature> features;
  private final List<Input> inputs;
  private final int[] labels;
  private final float[] values;
  private final Target target;
  private final int labelWidth;
  private final int valueWidth;
  private final int size;

  private ArrayDataset(List<Feature> features, int[] labels, float[] values, Target target) {
    this.features = List.copyOf(features);
    this.inputs = this.features.stream().map(Feature::input).toList();
    this.labels = labels;
    this.values = values;
    this.target = target;
    labelWidth = target instanceof Target.Classes classes ? classes.each().size() : 0;
    valueWidth = target instanceof Target.Values numbers ? numbers.width() : 0;
    size = samples(this.features);
  }

  private static int samples(List<Feature> features) {
    if (features.isEmpty()) {
      throw new DataException("a data set needs at least one input");
    }
    Set<String> names = new HashSet<>();
    int size = -1;
    for (Feature feature : features) {
      Input input = feature.input();
      if (!names.add(input.name())) {
        throw new DataException("two inputs are called \"" + input.name() + "\"");
      }
      int width = Shapes.width(input.sample().lengths(), "input");
      requireWhole(feature.length(), width);
      int own = feature.length() / width;
      if (size >= 0 && own != size) {
        throw new DataException(
            "input \"" + input.name() + "\" has " + own + " samples, those before it " + size);
      }
      size = own;
    }
    return size;
  }

  /// Keeps the arrays it is given, and checks every number in them.
  static ArrayDataset of(
      int[] inputShape, float[] inputs, int[] labels, float[] values, Target target) {
    Shapes.width(inputShape, "input");
    Feature only = new Feature.Numbers(Input.numbers(Input.ONLY, inputShape), inputs);
    return of(List.of(only), labels, values, target);
  }

  /// Keeps the arrays it is given, and checks every number in them; puts -1 in the place of each
  /// label that does not count.
  static ArrayDataset of(List<Feature> features, int[] labels, float[] values, Target target) {
    var data = new ArrayDataset(features, labels, values, target);
    for (Feature feature : data.features) {
      if (feature instanceof Feature.Numbers numbers) {
        String what = features.size() == 1 ? "input" : "input \"" + feature.input().name() + "\"";
        requireFinite(numbers.values(), numbers.input().sample().size(), what);
      }
    }
    switch (target) {
      case Target.Classes classes -> {
        requireWhole(labels.length, data.labelWidth);
        requireRows(data.size, labels.length / data.labelWidth, "labels");
        for (int i = 0; i < labels.length; i++) {
          labels[i] = classes.stored(labels[i], place(i, data.labelWidth));
        }
      }
      case Target.Values numbers -> {
        requireWhole(values.length, data.valueWidth);
        requireRows(data.size, values.length / numbers.width(), "target rows");
        requireFinite(values, data.valueWidth, "target");
      }
    }
    return data;
  }

  private static String place(int index, int width) {
    return row(index / width) + (width == 1 ? "" : ", label " + (index % width + 1));
  }

  static ArrayDataset of(float[][] inputs, int[] labels, Target.Classes target) {
    requireRows(inputs.length, labels.length, "labels");
    int[] shape = {width(inputs, "input numbers")};
    return of(shape, flat(inputs, shape[0], "input"), labels.clone(), new float[0], target);
  }

  static ArrayDataset of(float[][] inputs, float[][] values, Target.Values target) {
    requireRows(inputs.length, values.length, "target rows");
    int[] shape = {width(inputs, "input numbers")};
    float[] flatValues = flat(values, target.width(), "target");
    return of(shape, flat(inputs, shape[0], "input"), new int[0], flatValues, target);
  }

  /// Rows of indices, each with a block of labels.
  static ArrayDataset of(int[][] indices, int[][] labels, Target.Classes target) {
    requireRows(indices.length, labels.length, "rows of labels");
    int[] own = flat(labels, target.each().size(), "labels");
    return of(List.of(places(indices)), own, new float[0], target);
  }

  /// Rows of indices, each with numbers.
  static ArrayDataset of(int[][] indices, float[][] values, Target.Values target) {
    requireRows(indices.length, values.length, "target rows");
    float[] own = flat(values, target.width(), "target");
    return of(List.of(places(indices)), new int[0], own, target);
  }

  private static Feature places(int[][] rows) {
    if (rows.length == 0) {
      throw new DataException("no rows: a data set from arrays needs at least one");
    }
    requireRow(rows[0], 0, "indices");
    int width = rows[0].length;
    Shapes.width(new int[] {width}, "input");
    return new Feature.Places(Input.indices(Input.ONLY, width), flat(rows, width, "indices"));
  }

  private static int[] flat(int[][] rows, int width, String what) {
    int[] flat = new int[Shapes.area(rows.length, width, what)];
    for (int i = 0; i < rows.length; i++) {
      requireRow(rows[i], i, what);
      if (rows[i].length != width) {
        throw new DataException(
            row(i) + ": expected " + width + " " + what + ", got " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] inputShape() {
    return inputs.getFirst().sample().lengths();
  }

  @Override
  public List<Input> inputs() {
    return inputs;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    Objects.checkIndex(index, size);
    Objects.checkIndex(row, batch.capacity());
    for (int i = 0; i < batch.widths.length; i++) {
      int width = batch.widths[i];
      switch (features.get(i)) {
        case Feature.Numbers(_, float[] from) ->
            System.arraycopy(from, index * width, batch.numbersAt[i], row * width, width);
        case Feature.Places(_, int[] from) ->
            System.arraycopy(from, index * width, batch.indicesAt[i], row * width, width);
      }
    }
    System.arraycopy(labels, index * labelWidth, batch.labels, row * labelWidth, labelWidth);
    System.arraycopy(values, index * valueWidth, batch.values, row * valueWidth, valueWidth);
  }

  private static int width(float[][] rows, String what) {
    if (rows.length == 0) {
      throw new DataException("no rows: a data set from arrays needs at least one");
    }
    return first(rows, what);
  }

  /// The length of the first row, 1 if there is none.
  static int first(float[][] rows, String what) {
    if (rows.length == 0) {
      return 1;
    }
    requireRow(rows[0], 0, what);
    return rows[0].length;
  }

  private static void requireRow(@Nullable Object numbers, int row, String what) {
    if (numbers == null) {
      throw new DataException(row(row) + ": expected an array of " + what + ", got null");
    }
  }

  private static float[] flat(float[][] rows, int width, String what) {
    float[] flat = new float[Shapes.area(rows.length, width, what)];
    for (int i = 0; i < rows.length; i++) {
      requireRow(rows[i], i, what + " numbers");
      if (rows[i].length != width) {
        throw new DataException(
            row(i) + ": expected " + width + " " + what + " numbers, got " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static void requireWhole(int length, int width) {
    if (length % width != 0) {
      throw new DataException(
          "an array of " + length + " numbers does not hold whole samples of " + width);
    }
  }

  private static void requireRows(int expected, int got, String what) {
    if (expected != got) {
      throw new DataException(
          "expected one of each per row: " + expected + " rows, " + got + " " + what);
    }
  }

  private static void requireFinite(float[] numbers, int width, String what) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new DataException(
            row(i / width)
                + ", "
                + what
                + " column "
                + (i % width + 1)
                + ": expected a finite number, got "
                + numbers[i]);
      }
    }
  }

  private static String row(int index) {
    return "row " + (index + 1);
  }

  @Override
  public String toString() {
    return Names.text(this);
  }
}
