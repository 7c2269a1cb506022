package io.gradus.op;

import io.gradus.Shape;
import java.util.List;

/// What the ops along one axis are tried on.
final class SoftmaxExamples {
  private SoftmaxExamples() {}

  static List<Example> along(int axis) {
    Shape shape = Shape.of(3, 5, 4).slice(0, Math.max(1, Math.min(3, axis + 1)));
    return List.of(
        Example.of(shape),
        Example.in(-90, 90, shape.with(axis, 7)),
        Example.of(shape.with(axis, 1)));
  }
}
