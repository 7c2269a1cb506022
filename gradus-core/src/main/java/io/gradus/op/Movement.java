package io.gradus.op;

import io.gradus.Shape;
import java.util.List;

/// Moves numbers without computing: each is a list of boxes copied between strided arrays, over
/// zeros where nothing is copied.
public non-sealed interface Movement extends Op {
  /// What to copy, given the input shapes and the output shape.
  List<Box> boxes(List<Shape> inputs, Shape output);

  /// Whether the numbers stay where they are in memory and only the shape changes.
  default boolean alias() {
    return false;
  }

  /// Copies `out[toOffset + sum i*toStride] = in[fromOffset + sum i*fromStride]` for all `i` within
  /// `lengths`.
  record Box(
      int input, int fromOffset, int[] fromStrides, int toOffset, int[] toStrides, int[] lengths) {
    /// All numbers of the first operand, as they lie.
    static Box whole(Shape shape) {
      int[] step = {1};
      return new Box(0, 0, step, 0, step, new int[] {shape.size()});
    }

    /// How many numbers are copied.
    public int size() {
      int size = 1;
      for (int length : lengths) {
        size *= length;
      }
      return size;
    }
  }
}
