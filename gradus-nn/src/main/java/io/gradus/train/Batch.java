package io.gradus.train;

import java.util.Arrays;

/// Room for up to `capacity` samples, filled again for every step.
///
/// A training loop makes one batch and reuses it, so that a step allocates nothing. Row `r` has its
/// input at `inputs[r * inputWidth()]`, and its target at `labels[r]` (a target of classes) or at
/// `values[r * valueWidth()]` (a target of numbers); the array that is not in use has length 0.
/// Rows from [#rows()] on hold leftovers of earlier steps.
public final class Batch {
  /// The inputs, row after row.
  public final float[] inputs;

  /// One class index per row; empty for a target of numbers.
  public final int[] labels;

  /// The target numbers, row after row; empty for a target of classes.
  public final float[] values;

  private final int[] inputShape;
  private final int inputWidth;
  private final int valueWidth;
  private final int capacity;
  private int rows;

  /// A batch for samples of the given shape and target.
  ///
  /// @throws DataException if `capacity` is not positive or the arrays would be too large
  public Batch(int[] inputShape, Target target, int capacity) {
    if (capacity < 1) {
      throw new DataException("a batch needs room for at least 1 sample, got " + capacity);
    }
    this.inputShape = inputShape.clone();
    this.capacity = capacity;
    inputWidth = Shapes.width(inputShape, "input");
    inputs = new float[Shapes.area(capacity, inputWidth, "batch")];
    switch (target) {
      case Target.Classes _ -> {
        valueWidth = 0;
        labels = new int[capacity];
        values = new float[0];
      }
      case Target.Values numbers -> {
        valueWidth = numbers.width();
        labels = new int[0];
        values = new float[Shapes.area(capacity, valueWidth, "batch")];
      }
    }
  }

  /// A batch for the samples of `data`.
  public static Batch of(Dataset data, int capacity) {
    return new Batch(data.inputShape(), data.target(), capacity);
  }

  /// Replaces the contents by the samples `order[from]` to `order[from + rows - 1]` of `data`.
  ///
  /// @throws DataException if they do not fit
  public Batch fill(Dataset data, int[] order, int from, int rows) {
    rows(rows);
    for (int row = 0; row < rows; row++) {
      data.copy(order[from + row], this, row);
    }
    return this;
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

  /// The shape of one sample, without the batch axis.
  public int[] inputShape() {
    return inputShape.clone();
  }

  /// Numbers per input.
  public int inputWidth() {
    return inputWidth;
  }

  /// Numbers per target; 0 for a target of classes.
  public int valueWidth() {
    return valueWidth;
  }

  @Override
  public String toString() {
    return rows + " of " + capacity + " samples of shape " + Arrays.toString(inputShape);
  }
}
