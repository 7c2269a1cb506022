package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a computation: an op applied to the results of other nodes.
///
/// An eager node carries its value; a traced one does not. Nodes are compared by identity.
public final class Node {
  private final Op op;
  private final List<Node> inputs;
  private final Shape shape;
  private final Kind kind;
  private final String path;
  private final boolean backward;
  private final boolean tracked;
  private final long version;
  private @Nullable Value value;

  Node(
      Op op,
      List<Node> inputs,
      Shape shape,
      Kind kind,
      String path,
      boolean backward,
      boolean tracked,
      long version,
      @Nullable Value value) {
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.shape = shape;
    this.kind = kind;
    this.path = path;
    this.backward = backward;
    this.tracked = tracked;
    this.version = version;
    this.value = value;
  }

  /// What is computed.
  public Op op() {
    return op;
  }

  /// The operands, in order.
  public List<Node> inputs() {
    return inputs;
  }

  /// Operand `index`.
  public Node input(int index) {
    return inputs.get(index);
  }

  /// The shape of the result.
  public Shape shape() {
    return shape;
  }

  /// Whether the result is numbers or indices.
  public Kind kind() {
    return kind;
  }

  /// The path of the layer that made it, such as `mlp.hidden`; empty outside any layer.
  public String path() {
    return path;
  }

  /// Whether it belongs to a backward pass.
  public boolean backward() {
    return backward;
  }

  /// Whether a leaf that wants gradients reaches it.
  public boolean tracked() {
    return tracked;
  }

  /// For a parameter: the version of the model's numbers when this node read them.
  public long version() {
    return version;
  }

  /// The numbers of an eager node, or null.
  public @Nullable Value value() {
    return value;
  }

  /// Keeps the numbers that an executor computed for this node.
  public void keep(Value computed) {
    this.value = computed;
  }

  @Override
  public String toString() {
    return op.name() + " " + shape + (path.isEmpty() ? "" : " \"" + path + "\"");
  }
}
