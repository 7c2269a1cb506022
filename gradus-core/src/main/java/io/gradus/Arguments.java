package io.gradus;

import java.util.Arrays;
import java.util.Objects;

/// Checks of what a tensor's methods are given, with messages that name the method.
final class Arguments {
  private Arguments() {}

  /// `given` itself.
  ///
  /// @throws NullPointerException that says what `method` takes as its `role`, if it is null
  static <T> T present(T given, String method, String role, String remedy) {
    return Objects.requireNonNull(given, () -> method + " takes " + role + ", got null: " + remedy);
  }

  static Tensor tensor(Tensor given, String method) {
    return present(
        given,
        method,
        "a tensor",
        "make one with Tensor.of(...), or Tensor.input(...) for a graph");
  }

  static Indices indices(Indices given, String method) {
    return present(
        given, method, "indices", "make them with Indices.of(...), or Indices.input(...)");
  }

  static Shape shape(Shape given, String method) {
    return present(given, method, "a shape", "make one with Shape.of(...), or Shape.scalar()");
  }

  static int[] axes(int[] given, String method) {
    return present(given, method, "axes as an int[]", "leave them out, or name them one by one");
  }

  /// Which axes of `shape` are meant; none given means all of them.
  static boolean[] chosen(Shape shape, int[] axes, String method) {
    boolean[] chosen = new boolean[shape.rank()];
    Arrays.fill(chosen, axes(axes, method).length == 0);
    for (int axis : axes) {
      int at = shape.axis(axis);
      if (chosen[at]) {
        throw new ShapeException(
            "%s: axis %d is given twice: %s of %s; name each axis once"
                .formatted(method, axis, Arrays.toString(axes), shape));
      }
      chosen[at] = true;
    }
    return chosen;
  }
}
