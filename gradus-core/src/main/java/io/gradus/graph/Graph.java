package io.gradus.graph;

import java.util.List;

/// A computation as data: its outputs and all that they need, forward and backward.
public final class Graph {
  private final List<Node> outputs;
  private final List<Node> order;

  private Graph(List<Node> outputs) {
    this.outputs = List.copyOf(outputs);
    this.order = Order.of(outputs);
  }

  /// The graph of these outputs and of all that they need.
  public static Graph of(List<Node> outputs) {
    return new Graph(outputs);
  }

  /// What is computed, in the order given.
  public List<Node> outputs() {
    return outputs;
  }

  /// Every node, operands before users.
  public List<Node> nodes() {
    return order;
  }

  /// The graph that executors run; see [Canonical].
  public Graph canonical() {
    return new Graph(Canonical.outputs(outputs));
  }

  /// A typed listing, one line per node.
  @Override
  public String toString() {
    return Listing.graph(this);
  }
}
