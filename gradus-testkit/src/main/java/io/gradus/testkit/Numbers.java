package io.gradus.testkit;

import io.gradus.graph.Value;
import io.gradus.kernel.Philox;

/// Numbers for the checks: the same in every run.
final class Numbers {
  private Numbers() {}

  /// Numbers between `low` and `high`.
  static float[] uniform(int count, long key, float low, float high) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = low + (high - low) * Philox.uniform(key, 0, 0, i);
    }
    return numbers;
  }

  /// A value as numbers, indices too.
  static float[] floats(Value value) {
    if (value.isFloat()) {
      return value.copyFloats();
    }
    int[] indices = value.copyInts();
    float[] floats = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      floats[i] = indices[i];
    }
    return floats;
  }

  static double[] doubles(Value value) {
    float[] floats = value.copyFloats();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
