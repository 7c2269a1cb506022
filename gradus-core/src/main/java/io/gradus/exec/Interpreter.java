package io.gradus.exec;

import io.gradus.Shape;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Composite;
import io.gradus.op.Op;
import io.gradus.op.Operands;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Computes a graph node by node, each into an array of its own: the plainest float executor, and
/// the one behind eager tensors.
public final class Interpreter {
  private final Engine engine;

  /// An interpreter that computes with these kernels and workers.
  public Interpreter(Engine engine) {
    this.engine = engine;
  }

  /// The interpreter of eager tensors.
  public static Interpreter shared() {
    return new Interpreter(Engine.shared());
  }

  /// The value of one op over operands that have values.
  public Value compute(Op op, List<Node> inputs, Shape shape) {
    if (op instanceof Composite composite) {
      return evaluate(
          composite
              .define(
                  new Operands(inputs.stream().map(Interpreter::untracked).toList(), Origin.NONE))
              .node());
    }
    List<Slot> slots = new ArrayList<>();
    for (Node input : inputs) {
      slots.add(Slot.of(input.shape(), evaluate(input)));
    }
    return compute(op, slots, shape, 0, 0);
  }

  private static Node untracked(Node node) {
    Value value = node.value();
    return value == null ? node : io.gradus.graph.Apply.constant(node.shape(), value);
  }

  Value compute(Op op, List<Slot> inputs, Shape shape, long step, long sample) {
    Slot out = new Slot(shape);
    Value value =
        op.kind() == Kind.FLOAT
            ? Value.of(new float[shape.size()])
            : Value.of(new int[shape.size()]);
    out.bind(value);
    Lowering.step(engine, op, inputs, out, Interpreter::scratch).run(step, sample);
    return value;
  }

  static Slot scratch(int floats) {
    return Slot.of(Shape.of(floats), Value.of(new float[floats]));
  }

  /// The value of a node in canonical form whose leaves all have values; it and the nodes below
  /// keep what was computed.
  public Value evaluate(Node node) {
    for (Node each : Order.uncomputed(node)) {
      List<Slot> inputs = new ArrayList<>();
      for (Node input : each.inputs()) {
        inputs.add(Slot.of(input.shape(), Objects.requireNonNull(input.value())));
      }
      each.keep(compute(each.op(), inputs, each.shape(), 0, 0));
    }
    return Objects.requireNonNull(node.value());
  }

  /// Computes `outputs` of a traced graph in canonical form, given a value for each input
  /// placeholder.
  public Map<Node, Value> run(List<Node> outputs, Map<Node, Value> feeds, long step, long sample) {
    Stepper stepper = new Stepper(engine, outputs, feeds, step, sample);
    while (stepper.next()) {
      // The stepper keeps every value; the outputs are read at the end.
    }
    Map<Node, Value> results = new IdentityHashMap<>();
    for (Node output : outputs) {
      results.put(output, stepper.valueOf(output));
    }
    return results;
  }
}
