package io.gradus.train;

/// What a network's outputs for classes are.
///
/// Several outputs stand for one class each. A single output stands for the second of two classes.
public enum Outputs {
  /// Any real numbers, before softmax; or a single one before sigmoid, with 0 undecided.
  LOGITS,
  /// Numbers from 0 to 1, after softmax; or a single one after sigmoid, with 1/2 undecided.
  PROBABILITIES;

  /// How many classes `width` outputs stand for.
  static int classes(int width) {
    return width == 1 ? 2 : width;
  }

  /// The class with the largest output, the first of equal ones; -1 if all are NaN.
  int predicted(float[] outputs, int row, int width) {
    if (width == 1) {
      float output = outputs[row];
      float undecided = this == LOGITS ? 0 : 0.5f;
      return Float.isNaN(output) ? -1 : output > undecided ? 1 : 0;
    }
    return largest(outputs, row, width);
  }

  /// How much a row counts.
  static double weight(float[] weights, int row) {
    return weights.length == 0 ? 1 : weights[row];
  }

  /// The true class of a row; negative if the row does not count.
  static int actual(int[] labels, float[] values, int row, int width) {
    if (labels.length > 0) {
      int label = labels[row];
      if (label >= classes(width)) {
        throw new DataException(
            "row "
                + (row + 1)
                + " of the batch: label out of range: expected 0.."
                + (classes(width) - 1)
                + " for "
                + width
                + " outputs, got "
                + label);
      }
      return label;
    }
    if (values.length == 0) {
      throw new DataException("a metric of classes needs labels, or values that stand for classes");
    }
    return width == 1 ? (values[row] >= 0.5f ? 1 : 0) : largest(values, row, width);
  }

  private static int largest(float[] numbers, int row, int width) {
    int best = -1;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < width; i++) {
      float number = numbers[row * width + i];
      if (number > most || (best < 0 && number == most)) {
        most = number;
        best = i;
      }
    }
    return best;
  }
}
