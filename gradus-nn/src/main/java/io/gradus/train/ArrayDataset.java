package io.gradus.train;

import java.util.Objects;

/// Samples held in flat arrays; checked once, when made.
final class ArrayDataset implements Dataset {
  private final int[] inputShape;
  private final float[] inputs;
  private final int[] labels;
  private final float[] values;
  private final Target target;
  private final int inputWidth;
  private final int valueWidth;
  private final int size;

  private ArrayDataset(
      int[] inputShape, float[] inputs, int[] labels, float[] values, Target target) {
    this.inputShape = inputShape.clone();
    this.inputs = inputs;
    this.labels = labels;
    this.values = values;
    this.target = target;
    inputWidth = Shapes.width(inputShape, "input");
    valueWidth = target instanceof Target.Values numbers ? numbers.width() : 0;
    size = inputs.length / inputWidth;
  }

  /// Keeps the arrays it is given, and checks every number in them.
  static ArrayDataset of(
      int[] inputShape, float[] inputs, int[] labels, float[] values, Target target) {
    var data = new ArrayDataset(inputShape, inputs, labels, values, target);
    requireWhole(inputs.length, data.inputWidth);
    requireFinite(inputs, data.inputWidth, "input");
    switch (target) {
      case Target.Classes classes -> {
        requireRows(data.size, labels.length, "labels");
        for (int i = 0; i < labels.length; i++) {
          classes.checked(labels[i], row(i));
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

  static ArrayDataset of(float[][] inputs, int[] labels, Target.Classes target) {
    requireRows(inputs.length, labels.length, "labels");
    int[] shape = {firstWidth(inputs)};
    return of(shape, flat(inputs, shape[0], "input"), labels.clone(), new float[0], target);
  }

  static ArrayDataset of(float[][] inputs, float[][] values, Target.Values target) {
    requireRows(inputs.length, values.length, "target rows");
    int[] shape = {firstWidth(inputs)};
    float[] flatValues = flat(values, target.width(), "target");
    return of(shape, flat(inputs, shape[0], "input"), new int[0], flatValues, target);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] inputShape() {
    return inputShape.clone();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    Objects.checkIndex(index, size);
    Objects.checkIndex(row, batch.capacity());
    System.arraycopy(inputs, index * inputWidth, batch.inputs, row * inputWidth, inputWidth);
    if (valueWidth == 0) {
      batch.labels[row] = labels[index];
    } else {
      System.arraycopy(values, index * valueWidth, batch.values, row * valueWidth, valueWidth);
    }
  }

  private static int firstWidth(float[][] rows) {
    if (rows.length == 0) {
      throw new DataException("no rows: a data set from arrays needs at least one");
    }
    return rows[0].length;
  }

  private static float[] flat(float[][] rows, int width, String what) {
    float[] flat = new float[Shapes.area(rows.length, width, what)];
    for (int i = 0; i < rows.length; i++) {
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
