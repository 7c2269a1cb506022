package io.gradus.exec;

import io.gradus.graph.Canonical;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Value;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes a graph one node at a time and keeps every value: for looking, and for finding where a
/// NaN began.
public final class Stepper {
  private final Interpreter interpreter;
  private final Map<Node, Node> canonical;
  private final List<Node> order;
  private final Map<Node, Value> values = new IdentityHashMap<>();
  private final long step;
  private final long sample;
  private int at = -1;

  /// A computation of these outputs that has not begun.
  ///
  /// @param feeds a value for each input placeholder
  public Stepper(
      Engine engine, List<Node> outputs, Map<Node, Value> feeds, long step, long sample) {
    this.interpreter = new Interpreter(engine);
    this.canonical = Canonical.of(outputs);
    List<Node> targets = new ArrayList<>();
    outputs.forEach(output -> targets.add(canonical.getOrDefault(output, output)));
    this.order = Order.of(targets);
    this.values.putAll(feeds);
    this.step = step;
    this.sample = sample;
  }

  /// Computes the next node; false when all are done.
  public boolean next() {
    if (at + 1 >= order.size()) {
      return false;
    }
    at++;
    Node node = order.get(at);
    if (!values.containsKey(node)) {
      values.put(node, compute(node));
    }
    return true;
  }

  private Value compute(Node node) {
    Value own = node.value();
    if (own != null) {
      return own;
    }
    if (node.op() instanceof Leaf.Parameter leaf) {
      return Value.of(leaf.param());
    }
    List<Slot> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(Slot.of(input.shape(), valueOf(input)));
    }
    return interpreter.compute(node.op(), inputs, node.shape(), step, sample);
  }

  /// The node just computed.
  public Node node() {
    return order.get(at);
  }

  /// Its value.
  public Value value() {
    return valueOf(node());
  }

  /// The value of a node computed so far, or of the node that stands for it.
  public Value valueOf(Node node) {
    Value value = values.get(node);
    if (value == null) {
      Node instead = canonical.get(node);
      value = instead == null ? null : values.get(instead);
    }
    if (value == null) {
      throw new IllegalStateException(node + " has not been computed yet");
    }
    return value;
  }

  /// Runs on to the first node with a NaN or infinity that its operands do not have; null when
  /// there is none.
  public @Nullable Node firstNonFinite() {
    while (next()) {
      if (!finite(value()) && node().inputs().stream().allMatch(input -> finite(valueOf(input)))) {
        return node();
      }
    }
    return null;
  }

  private static boolean finite(Value value) {
    if (value.isFloat()) {
      float[] floats = value.floats();
      for (int i = 0; i < value.size(); i++) {
        if (!Float.isFinite(floats[value.offset() + i])) {
          return false;
        }
      }
    }
    return true;
  }
}
