package io.gradus.op;

import io.gradus.Shape;
import io.gradus.kernel.Fold;
import java.util.List;

/// Folds a run of neighbouring axes `[from, to)` into length 1.
///
/// Along the innermost axes sixteen virtual lanes and a fixed tree give the order of additions,
/// along outer axes ascending chains; see `Kernels`.
public non-sealed interface Reduction extends Op {
  /// How two numbers become one.
  Fold fold();

  /// The first axis folded.
  int from();

  /// The axis after the last one folded.
  int to();

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape shape = inputs.get(0);
    int[] lengths = shape.lengths();
    if (from() < 0 || from() >= to() || to() > lengths.length) {
      throw new io.gradus.ShapeException(
          name() + " over axes [" + from() + ", " + to() + ") does not fit " + shape);
    }
    for (int i = from(); i < to(); i++) {
      lengths[i] = 1;
    }
    return Shape.of(lengths);
  }

  @Override
  default String formula(List<String> operands) {
    return name() + "(" + operands.get(0) + ", axes " + from() + ".." + (to() - 1) + ")";
  }

  @Override
  default List<Example> examples() {
    int[] three = {3, 4, 5};
    int[] empty = {2, 3, 2};
    empty[Math.min(from(), 2)] = 0;
    return to() <= 3
        ? List.of(
            Example.in(0.5, 2, Shape.of(three)),
            Example.in(-2, 2, Shape.of(7, 2, 33)),
            Example.in(-2, 2, Shape.of(2, 1, 1)),
            Example.of(Shape.of(empty)))
        : List.of(Example.of(Shape.of(2, 3, 2, 2).slice(0, Math.max(to(), 4))));
  }
}
