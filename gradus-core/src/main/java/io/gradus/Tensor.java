package io.gradus;

import io.gradus.graph.Apply;
import io.gradus.graph.Graph;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Concat;
import io.gradus.op.Leaf;
import io.gradus.op.MatMul;
import io.gradus.op.Op;
import io.gradus.op.StopGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers of a [Shape], and how they came about.
///
/// A tensor made from numbers computes at once; a tensor made from a shape records a graph. The
/// same code serves both. Tensors are immutable; every method gives a new one. Operands broadcast
/// as in NumPy, and negative axes count from the end.
///
/// What does not fit is a [ShapeException], before anything is computed; null is a
/// [NullPointerException] that says what was missing.
public final class Tensor extends TensorMovements {
  private final Node node;
  private final Origin origin;

  private Tensor(Node node, Origin origin) {
    this.node = node;
    this.origin = origin;
  }

  /// A row of numbers, shape `[n]`; the array is copied.
  public static Tensor of(float... numbers) {
    Arguments.present(numbers, "Tensor.of", "numbers", "name them one by one");
    return of(Shape.of(numbers.length), numbers);
  }

  /// Numbers of this shape, row by row; the array is copied.
  ///
  /// @throws ShapeException if the shape takes more or fewer
  public static Tensor of(Shape shape, float... numbers) {
    Arguments.shape(shape, "Tensor.of");
    Arguments.present(numbers, "Tensor.of", "numbers", "name them one by one");
    if (shape.size() != numbers.length) {
      throw new ShapeException(
          "Tensor.of: %s takes %d numbers, got %d; Tensor.full repeats one number"
              .formatted(shape, shape.size(), numbers.length));
    }
    return of(Apply.constant(shape, Value.of(numbers.clone())), Origin.NONE);
  }

  /// A matrix, shape `[rows, columns]`; the arrays are copied.
  ///
  /// @throws ShapeException if the rows differ in length
  public static Tensor of(float[][] rows) {
    Arguments.present(rows, "Tensor.of", "rows", "give a float[][]");
    int columns = 0;
    for (int i = 0; i < rows.length; i++) {
      Arguments.present(rows[i], "Tensor.of", "numbers in row " + i, "give each row a float[]");
      columns = rows[0].length;
      if (rows[i].length != columns) {
        throw new ShapeException(
            "Tensor.of: row %d has %d numbers, row 0 has %d; a matrix has rows of one length"
                .formatted(i, rows[i].length, columns));
      }
    }
    Shape shape = Shape.of(rows.length, columns);
    float[] all = new float[shape.size()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * columns, columns);
    }
    return of(Apply.constant(shape, Value.of(all)), Origin.NONE);
  }

  /// A single number, shape `[]`.
  public static Tensor scalar(double number) {
    return of(Shape.scalar(), (float) number);
  }

  /// The same number everywhere.
  public static Tensor full(Shape shape, double number) {
    Arguments.shape(shape, "Tensor.full");
    return of(Apply.fill(shape, number, Origin.NONE), Origin.NONE);
  }

  /// A single number that broadcasts to any shape.
  public static Tensor full(double number) {
    return full(Shape.scalar(), number);
  }

  /// 0 everywhere.
  public static Tensor zeros(Shape shape) {
    return full(shape, 0);
  }

  /// 1 everywhere.
  public static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  /// A placeholder whose numbers are given at each run: ops on it record a graph instead of
  /// computing.
  public static Tensor input(String label, Shape shape) {
    Arguments.present(label, "Tensor.input", "a label", "texts print it, such as \"x\"");
    Arguments.shape(shape, "Tensor.input");
    return of(Apply.input(label, shape, Kind.FLOAT), Origin.NONE);
  }

  /// The tensors one after the other along an axis.
  ///
  /// @throws ShapeException if there are none, or their shapes differ along another axis
  public static Tensor concat(int axis, Tensor... parts) {
    Tensor first = first("concat", parts);
    return apply(new Concat(first.shape().axis(axis)), List.of(parts));
  }

  /// The tensors side by side along a new axis.
  ///
  /// @throws ShapeException if there are none, or their shapes differ
  public static Tensor stack(int axis, Tensor... parts) {
    Shape one = first("stack", parts).shape();
    int at = axis < 0 ? axis + one.rank() + 1 : axis;
    if (at < 0 || at > one.rank()) {
      throw new ShapeException(
          "stack of %s has no place for an axis %d: it is from %d to %d"
              .formatted(one, axis, -one.rank() - 1, one.rank()));
    }
    for (Tensor part : parts) {
      if (!part.shape().equals(one)) {
        throw new ShapeException(
            "stack takes tensors of one shape, got %s and %s; concat joins along an axis that is there"
                .formatted(one, part.shape()));
      }
    }
    Shape open = opened(one, at);
    return concat(at, Arrays.stream(parts).map(part -> part.reshape(open)).toArray(Tensor[]::new));
  }

  private static Tensor first(String method, Tensor[] parts) {
    Arguments.present(parts, method, "tensors", "name them one by one");
    if (parts.length == 0) {
      throw new ShapeException(
          "%s needs at least one tensor, got none: there is nothing to join".formatted(method));
    }
    for (Tensor part : parts) {
      Arguments.tensor(part, method);
    }
    return parts[0];
  }

  /// The handle of a node, whose further ops belong to `origin`.
  ///
  /// @throws IllegalArgumentException if the node holds indices
  public static Tensor of(Node node, Origin origin) {
    if (node.kind() != Kind.FLOAT) {
      throw new IllegalArgumentException(node + " holds indices, not numbers");
    }
    return new Tensor(node, origin);
  }

  /// An op applied to operands: how every method here works, and how a user's own op is used.
  public static Tensor apply(Op op, List<Tensor> operands) {
    Origin origin = Origin.NONE;
    List<Node> nodes = new ArrayList<>();
    Arguments.present(op, "Tensor.apply", "an op", "try new Add()");
    Arguments.present(operands, "Tensor.apply", "a list of operands", "try List.of(x)");
    for (Tensor operand : operands) {
      Arguments.tensor(operand, op.name());
      origin = operand.origin.merged(origin);
      nodes.add(operand.node);
    }
    return new Tensor(Apply.op(op, nodes, origin), origin);
  }

  /// An op of numbers and indices, in this order.
  public static Tensor apply(Op op, Tensor numbers, Indices indices) {
    Arguments.present(op, "Tensor.apply", "an op", "try new Gather(0)");
    Arguments.tensor(numbers, op.name());
    Arguments.indices(indices, op.name());
    Origin origin = numbers.origin.merged(indices.origin());
    return new Tensor(Apply.op(op, List.of(numbers.node, indices.node()), origin), origin);
  }

  /// Where it stands in the graph: its op and operands, and its numbers if it has them.
  public Node node() {
    return node;
  }

  /// What further ops on it belong to: a layer, the forward or the backward pass.
  public Origin origin() {
    return origin;
  }

  /// The same tensor, whose further ops belong to the layer at `path`.
  public Tensor at(String path) {
    Arguments.present(path, "at", "the path of a layer", "\"\" stands for none");
    return new Tensor(node, new Origin(path, origin.backward()));
  }

  @Override
  public Shape shape() {
    return node.shape();
  }

  /// Whether it was made from numbers and can be looked at.
  public boolean hasValues() {
    return node.value() != null;
  }

  /// A copy of the numbers, row by row.
  ///
  /// @throws IllegalStateException if it is traced and has none yet
  public float[] values() {
    return value().copyFloats();
  }

  /// The only number of a tensor of one element.
  ///
  /// @throws ShapeException if it has more or none
  /// @throws IllegalStateException if it is traced and has no numbers yet
  public float item() {
    if (shape().size() != 1) {
      throw new ShapeException(
          "item() needs one element, this tensor is %s: reduce it first, with sum() or mean(), or take values()"
              .formatted(shape()));
    }
    return value().floats()[value().offset()];
  }

  private Value value() {
    Value value = node.value();
    if (value == null && node.op() instanceof Leaf.Fill fill) {
      // Recorded, but no run is needed to know its numbers.
      float[] numbers = new float[shape().size()];
      Arrays.fill(numbers, (float) fill.number());
      return Value.of(numbers);
    }
    if (value == null) {
      throw new IllegalStateException(
          node + " is traced: it has a shape but no values yet; run a Plan or start from numbers");
    }
    return value;
  }

  /// The same numbers as a leaf whose gradient is wanted.
  public Tensor tracked() {
    return tracked(node.op() instanceof Leaf.Input input ? input.label() : "variable");
  }

  /// The same numbers as a leaf of this name, which texts print, whose gradient is wanted.
  ///
  /// @throws IllegalStateException if it is traced and not an input
  public Tensor tracked(String label) {
    Arguments.present(label, "tracked", "a label", "texts print it, such as \"w\"");
    if (node.value() != null) {
      return of(Apply.variable(label, shape(), ownValue()), Origin.NONE);
    }
    if (node.op() instanceof Leaf.Input) {
      return of(Apply.trackedInput(label, shape()), Origin.NONE);
    }
    throw new IllegalStateException(
        node
            + " is traced and not an input: it cannot become a leaf; name it in gradients(...) to"
            + " get its gradient");
  }

  /// The same numbers without history; in a traced graph, no gradient flows back.
  public Tensor detach() {
    return node.value() == null
        ? stopGradient()
        : of(Apply.constant(shape(), ownValue()), Origin.NONE);
  }

  /// The numbers as they are now; those of a parameter change with every update, so they are
  /// copied.
  private Value ownValue() {
    return node.op() instanceof Leaf.Parameter ? Value.of(value().copyFloats()) : value();
  }

  /// The same numbers; no gradient flows back through here.
  public Tensor stopGradient() {
    return unary(new StopGradient());
  }

  /// The gradients of this number with respect to all tracked leaves and everything between.
  ///
  /// @throws ShapeException if this is not one number
  public Gradients gradients() {
    return gradientsFor(List.of());
  }

  /// The gradients of this number with respect to the given tensors, whatever they are.
  ///
  /// @throws ShapeException if this is not one number
  public Gradients gradients(Tensor... targets) {
    Arguments.present(targets, "gradients", "tensors", "leave them out, or name them one by one");
    for (Tensor target : targets) {
      Arguments.tensor(target, "gradients");
    }
    return gradientsFor(List.of(targets));
  }

  private Gradients gradientsFor(List<Tensor> targets) {
    if (shape().size() != 1) {
      throw new ShapeException(
          "gradients() starts from one number, this tensor is "
              + shape()
              + ": reduce it first, with sum() or mean()");
    }
    return Gradients.of(this, targets);
  }

  /// How this tensor is computed, as a typed listing.
  public Graph graph() {
    return Graph.of(List.of(node));
  }

  /// `C[.., i, j] = sum_k A[.., i, k] * B[.., k, j]`: the matrix product of the last two axes; the
  /// others broadcast.
  ///
  /// @throws ShapeException if one of them is no matrix, or the inner lengths differ
  public Tensor matmul(Tensor other) {
    return matmul(other, false, false);
  }

  /// The matrix product, with either side read transposed.
  ///
  /// @throws ShapeException if one of them is no matrix, or the inner lengths differ
  public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
    Arguments.tensor(other, "matmul");
    // One matrix for the whole batch: a single product over all its rows.
    if (shape().rank() > 2 && other.shape().rank() == 2 && !transposeThis) {
      int width = shape().length(-1);
      Tensor rows =
          reshape(
              Shape.of(
                  width == 0 ? shape().slice(0, shape().rank() - 1).size() : shape().size() / width,
                  width));
      Tensor product = rows.matmul(other, false, transposeOther);
      return product.reshape(shape().with(-1, product.shape().length(-1)));
    }
    return apply(new MatMul(transposeThis, transposeOther), List.of(this, other));
  }

  /// Its shape, the op that made it and its first numbers.
  @Override
  public String toString() {
    return io.gradus.graph.Listing.tensor(node);
  }
}
