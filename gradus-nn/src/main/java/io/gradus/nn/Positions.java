package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// Tables of one row for each place of a sequence.
final class Positions {
  private Positions() {}

  /// A number of the row of a place.
  interface Entry {
    double at(int place, int number);
  }

  /// The rows `[steps, width]` of the first places, or `[1, width]` of the place where a sequence
  /// is continued.
  static Tensor of(Scope s, int steps, int width, Entry entry) {
    Decoding decoding = s.decoding();
    int count = decoding == null ? steps : decoding.capacity();
    float[] numbers = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) entry.at(i / width, i % width);
    }
    return rows(s, Tensor.of(Shape.of(count, width), numbers).at(s.path()), steps);
  }

  /// The same rows of a given table.
  static Tensor rows(Scope s, Tensor table, int steps) {
    Decoding decoding = s.decoding();
    if (decoding != null) {
      return table.gather(0, decoding.place());
    }
    return steps == table.shape().length(0) ? table : table.slice(0, 0, steps);
  }
}
