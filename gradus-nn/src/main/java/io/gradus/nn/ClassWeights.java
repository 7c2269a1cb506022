package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.Arrays;
import java.util.List;

/// A weight for each class.
final class ClassWeights {
  private ClassWeights() {}

  static List<Double> list(double... weights) {
    return Arrays.stream(weights).boxed().toList();
  }

  static List<Double> checked(String loss, List<Double> weights) {
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            loss + " takes finite weights of 0 or more, got " + weights);
      }
    }
    return List.copyOf(weights);
  }

  /// The weight of a class as the loss reckons with it, 1 where there are none.
  static double of(int label, List<Double> weights) {
    return label < weights.size() ? weights.get(label).floatValue() : 1;
  }

  /// The weights, shape `[classes]`.
  static Tensor tensor(String loss, List<Double> weights, int classes) {
    if (weights.size() != classes) {
      throw new ShapeException(
          loss + " was given " + weights.size() + " weights for " + classes + " classes");
    }
    float[] floats = new float[classes];
    for (int i = 0; i < classes; i++) {
      floats[i] = weights.get(i).floatValue();
    }
    return Tensor.of(Shape.of(classes), floats);
  }
}
