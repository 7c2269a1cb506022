package io.gradus.op;

import io.gradus.Shape;
import java.util.List;

/// A user's op that fits no other family: one plain loop, its gradient in tensors.
public non-sealed interface CustomOp extends Op {
  /// Computes `out`, whose numbers are zero at the start. The same loop runs in float and in
  /// double.
  void forward(List<View> in, List<Shape> shapes, View out, Shape shape);
}
