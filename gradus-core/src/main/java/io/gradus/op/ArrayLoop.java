package io.gradus.op;

import io.gradus.Shape;
import java.util.List;

/// The loop of an [Indexing] or [CustomOp] on plain arrays, cut into chunks that may run at the
/// same time: what the float executors run instead of the loop over views when an op has one.
///
/// It is faster, and must give what the loop over views gives, rounded.
public interface ArrayLoop {
  /// The loop for operands and a result of these shapes: asked for once, run at every step.
  Loop loop(List<Shape> in, Shape out);

  /// A loop for given shapes.
  ///
  /// @param chunks how many; it depends on shapes only
  record Loop(int chunks, Body body) {}

  /// Computes the part of the result that belongs to a chunk, every number of it: nothing is zero
  /// at the start.
  interface Body {
    /// Computes the part number `chunk`.
    void run(List<? extends Numbers> in, Numbers out, int chunk);
  }

  /// An operand: numbers or indices in an array.
  interface Numbers {
    /// Its shape.
    Shape shape();

    /// The array with its numbers; empty if it is indices.
    float[] floats();

    /// The array with its indices; empty if it is numbers.
    int[] ints();

    /// Where in the array it begins.
    int offset();
  }
}
