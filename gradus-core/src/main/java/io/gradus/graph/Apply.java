package io.gradus.graph;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.exec.Interpreter;
import io.gradus.op.Leaf;
import io.gradus.op.Op;
import io.gradus.op.StopGradient;
import java.util.List;

/// Makes nodes: computes at once when every operand has a value, records otherwise.
public final class Apply {
  private Apply() {}

  /// The op applied to these operands.
  public static Node op(Op op, List<Node> inputs, Origin origin) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).kind() != op.inputKind(i)) {
        throw new IllegalArgumentException(
            op.name()
                + " takes "
                + (op.inputKind(i) == Kind.FLOAT ? "numbers" : "indices")
                + " as operand "
                + i);
      }
    }
    Shape shape = op.shape(inputs.stream().map(Node::shape).toList());
    boolean tracked = tracked(op, inputs);
    boolean eager = !origin.backward() && inputs.stream().allMatch(input -> input.value() != null);
    if (!eager || inputs.isEmpty()) {
      return new Node(
          op, inputs, shape, op.kind(), origin.path(), origin.backward(), tracked, 0, null);
    }
    Value value = Interpreter.shared().compute(op, inputs, shape);
    // What no gradient flows through needs no history either.
    if (!tracked) {
      return new Node(
          new Leaf.Constant(shape, op.kind()),
          List.of(),
          shape,
          op.kind(),
          origin.path(),
          false,
          false,
          0,
          value);
    }
    return new Node(op, inputs, shape, op.kind(), origin.path(), false, true, 0, value);
  }

  /// The same op over other operands, recorded and not computed.
  public static Node again(Node node, List<Node> inputs) {
    return record(node.op(), inputs, node.path(), node.backward());
  }

  /// A recorded node, never computed on the spot.
  static Node record(Op op, List<Node> inputs, String path, boolean backward) {
    Shape shape = op.shape(inputs.stream().map(Node::shape).toList());
    return new Node(op, inputs, shape, op.kind(), path, backward, tracked(op, inputs), 0, null);
  }

  private static boolean tracked(Op op, List<Node> inputs) {
    return op.kind() == Kind.FLOAT
        && !(op instanceof StopGradient)
        && inputs.stream().anyMatch(Node::tracked);
  }

  /// A placeholder for numbers or indices given at each run.
  public static Node input(String label, Shape shape, Kind kind) {
    return new Node(
        new Leaf.Input(label, shape, kind), List.of(), shape, kind, "", false, false, 0, null);
  }

  /// Given numbers or indices.
  public static Node constant(Shape shape, Value value) {
    Kind kind = value.isFloat() ? Kind.FLOAT : Kind.INDEX;
    return new Node(
        new Leaf.Constant(shape, kind), List.of(), shape, kind, "", false, false, 0, value);
  }

  /// Given numbers whose gradient is wanted.
  public static Node variable(String label, Shape shape, Value value) {
    return new Node(
        new Leaf.Variable(label, shape), List.of(), shape, Kind.FLOAT, "", false, true, 0, value);
  }

  /// A placeholder whose gradient is wanted.
  public static Node trackedInput(String label, Shape shape) {
    return new Node(
        new Leaf.Input(label, shape, Kind.FLOAT),
        List.of(),
        shape,
        Kind.FLOAT,
        "",
        false,
        true,
        0,
        null);
  }

  /// A parameter, with its numbers when `eager`.
  public static Node parameter(Param param, String path, boolean eager) {
    return new Node(
        new Leaf.Parameter(param),
        List.of(),
        param.shape(),
        Kind.FLOAT,
        path,
        false,
        !param.frozen(),
        param.owner().version(),
        eager ? Value.of(param) : null);
  }

  /// The same number everywhere.
  public static Node fill(Shape shape, double number, Origin origin) {
    Value value = null;
    if (!origin.backward()) {
      float[] array = new float[shape.size()];
      java.util.Arrays.fill(array, (float) number);
      value = Value.of(array);
    }
    return new Node(
        new Leaf.Fill(shape, number),
        List.of(),
        shape,
        Kind.FLOAT,
        origin.path(),
        origin.backward(),
        false,
        0,
        value);
  }
}
