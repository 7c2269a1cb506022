package io.gradus;

import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.OneHot;
import java.util.List;

/// Whole numbers that point at places: class labels, token ids, rows of a table. They are part of
/// the graph and have no gradient.
public final class Indices {
  private final Node node;
  private final Origin origin;

  private Indices(Node node, Origin origin) {
    this.node = node;
    this.origin = origin;
  }

  /// A row of indices.
  public static Indices of(int... indices) {
    return of(Shape.of(indices.length), indices);
  }

  /// Indices of this shape, row by row.
  public static Indices of(Shape shape, int... indices) {
    if (shape.size() != indices.length) {
      throw new ShapeException(
          shape + " takes " + shape.size() + " indices, got " + indices.length);
    }
    return of(Apply.constant(shape, Value.of(indices.clone())), Origin.NONE);
  }

  /// A placeholder for indices given at each run.
  public static Indices input(String label, Shape shape) {
    return of(Apply.input(label, shape, Kind.INDEX), Origin.NONE);
  }

  /// The handle of a node.
  public static Indices of(Node node, Origin origin) {
    if (node.kind() != Kind.INDEX) {
      throw new IllegalArgumentException(node + " holds numbers, not indices");
    }
    return new Indices(node, origin);
  }

  public Node node() {
    return node;
  }

  public Origin origin() {
    return origin;
  }

  public Shape shape() {
    return node.shape();
  }

  /// A copy of the indices of an eager node.
  public int[] values() {
    Value value = node.value();
    if (value == null) {
      throw new IllegalStateException(node + " is traced: it has a shape but no values yet");
    }
    return value.copyInts();
  }

  /// A row of `depth` numbers for each index: 1 at the index, 0 elsewhere; all 0 for index -1.
  public Tensor oneHot(int depth) {
    return oneHot(depth, -1);
  }

  /// A row of `depth` numbers for each index: 1 at the index, 0 elsewhere; all 0 for index `blank`.
  public Tensor oneHot(int depth, int blank) {
    return Tensor.of(Apply.op(new OneHot(depth, blank), List.of(node), origin), origin);
  }
}
