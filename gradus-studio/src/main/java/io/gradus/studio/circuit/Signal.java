package io.gradus.studio.circuit;

import java.util.List;

/// What a part of an expression stands for while the circuit is built.
sealed interface Signal {
  /// A number known from the text.
  record Constant(double value) implements Signal {}

  /// The output of an element.
  record Wire(int element) implements Signal {}

  /// Several of them: `[a, b, c]`.
  record Row(List<Signal> elements) implements Signal {
    public Row {
      elements = List.copyOf(elements);
    }
  }
}
