package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.kernel.Access;
import java.util.ArrayList;
import java.util.List;

/// The loops over a shape, with neighbouring axes merged where every operand allows it.
///
/// @param lengths the merged axes, outermost first; at least one
/// @param strides for each operand, its step along each merged axis
record Nest(int[] lengths, int[][] strides) {

  /// The loops over `shape` for operands with these steps along its axes.
  static Nest of(Shape shape, List<int[]> operands) {
    List<Integer> lengths = new ArrayList<>();
    List<List<Integer>> strides = new ArrayList<>();
    operands.forEach(operand -> strides.add(new ArrayList<>()));
    for (int axis = 0; axis < shape.rank(); axis++) {
      int length = shape.length(axis);
      if (length == 1) {
        continue;
      }
      int last = lengths.size() - 1;
      if (last >= 0 && mergeable(operands, strides, axis, length)) {
        lengths.set(last, lengths.get(last) * length);
        for (int k = 0; k < operands.size(); k++) {
          strides.get(k).set(last, operands.get(k)[axis]);
        }
      } else {
        lengths.add(length);
        for (int k = 0; k < operands.size(); k++) {
          strides.get(k).add(operands.get(k)[axis]);
        }
      }
    }
    if (lengths.isEmpty()) {
      lengths.add(shape.size());
      strides.forEach(list -> list.add(1));
    }
    return new Nest(ints(lengths), strides.stream().map(Nest::ints).toArray(int[][]::new));
  }

  private static boolean mergeable(
      List<int[]> operands, List<List<Integer>> strides, int axis, int length) {
    for (int k = 0; k < operands.size(); k++) {
      List<Integer> own = strides.get(k);
      if (own.get(own.size() - 1) != operands.get(k)[axis] * length) {
        return false;
      }
    }
    return true;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  int rank() {
    return lengths.length;
  }

  int inner() {
    return lengths[lengths.length - 1];
  }

  int outer() {
    int outer = 1;
    for (int i = 0; i < lengths.length - 1; i++) {
      outer *= lengths[i];
    }
    return outer;
  }

  int innerStride(int operand) {
    return strides[operand][lengths.length - 1];
  }

  Access access(int operand) {
    return Access.of(innerStride(operand));
  }

  /// Where row `row` of the outer axes starts for an operand.
  int start(int operand, int row) {
    int rest = row;
    int at = 0;
    int[] own = strides[operand];
    for (int i = lengths.length - 2; i >= 0; i--) {
      at += rest % lengths[i] * own[i];
      rest /= lengths[i];
    }
    return at;
  }
}
