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

  /// A row of indices; the array is copied.
  public static Indices of(int... indices) {
    Arguments.present(indices, "Indices.of", "indices", "name them one by one");
    return of(Shape.of(indices.length), indices);
  }

  /// Indices of this shape, row by row; the array is copied.
  ///
  /// @throws ShapeException if the shape takes more or fewer
  public static Indices of(Shape shape, int... indices) {
    Arguments.shape(shape, "Indices.of");
    Arguments.present(indices, "Indices.of", "indices", "name them one by one");
    if (shape.size() != indices.length) {
      throw new ShapeException(
          "Indices.of: %s takes %d indices, got %d; the shape may be left out for a row"
              .formatted(shape, shape.size(), indices.length));
    }
    return of(Apply.constant(shape, Value.of(indices.clone())), Origin.NONE);
  }

  /// A placeholder for indices given at each run.
  public static Indices input(String label, Shape shape) {
    Arguments.present(label, "Indices.input", "a label", "texts print it, such as \"labels\"");
    Arguments.shape(shape, "Indices.input");
    return of(Apply.input(label, shape, Kind.INDEX), Origin.NONE);
  }

  /// The handle of a node, whose further ops belong to `origin`.
  ///
  /// @throws IllegalArgumentException if the node holds numbers
  public static Indices of(Node node, Origin origin) {
    if (node.kind() != Kind.INDEX) {
      throw new IllegalArgumentException(node + " holds numbers, not indices");
    }
    return new Indices(node, origin);
  }

  /// Where they stand in the graph: op and operands, and the indices themselves if there are any.
  public Node node() {
    return node;
  }

  /// What further ops on them belong to: a layer, the forward or the backward pass.
  public Origin origin() {
    return origin;
  }

  /// The lengths of the axes.
  public Shape shape() {
    return node.shape();
  }

  /// A copy of the indices, row by row.
  ///
  /// @throws IllegalStateException if they are traced and not there yet
  public int[] values() {
    Value value = node.value();
    if (value == null) {
      throw new IllegalStateException(
          node + " is traced: it has a shape but no values yet; run a Plan or start from numbers");
    }
    return value.copyInts();
  }

  /// A row of `depth` numbers for each index: 1 at the index, 0 elsewhere; all 0 for index -1.
  ///
  /// @throws IndexOutOfBoundsException where it is computed, if another index is not in `[0,
  ///   depth)`
  public Tensor oneHot(int depth) {
    return oneHot(depth, -1);
  }

  /// A row of `depth` numbers for each index: 1 at the index, 0 elsewhere; all 0 for index `blank`.
  ///
  /// @throws IndexOutOfBoundsException where it is computed, if another index is not in `[0,
  ///   depth)`
  public Tensor oneHot(int depth, int blank) {
    return Tensor.of(Apply.op(new OneHot(depth, blank), List.of(node), origin), origin);
  }

  /// Their shape and the first of them.
  @Override
  public String toString() {
    return io.gradus.graph.Listing.indices(node);
  }
}
