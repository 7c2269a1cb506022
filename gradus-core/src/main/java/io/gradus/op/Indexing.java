package io.gradus.op;

import io.gradus.Shape;
import java.util.List;

/// Reads or writes at places given by indices.
public non-sealed interface Indexing extends Op {
  /// Computes `out`, whose numbers are zero at the start.
  void forward(List<View> in, List<Shape> shapes, View out, Shape shape);
}
