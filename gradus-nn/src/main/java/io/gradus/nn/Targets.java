package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Tensor;
import org.jspecify.annotations.Nullable;

/// What a batch's outputs are compared with: class labels `[batch]`, or numbers of the outputs'
/// shape.
public record Targets(@Nullable Indices labels, @Nullable Tensor values) {
  public static Targets of(Indices labels) {
    return new Targets(labels, null);
  }

  public static Targets of(Tensor values) {
    return new Targets(null, values);
  }

  /// The labels; an error that says so when there are none.
  public Indices requireLabels(String loss) {
    if (labels == null) {
      throw new IllegalArgumentException(
          loss + " needs class labels, and the data has numbers to predict: try MeanSquaredError");
    }
    return labels;
  }

  /// The numbers; an error that says so when there are none.
  public Tensor requireValues(String loss) {
    if (values == null) {
      throw new IllegalArgumentException(
          loss + " needs numbers to predict, and the data has class labels: try CrossEntropy");
    }
    return values;
  }
}
