package io.gradus.explain;

import io.gradus.graph.Node;
import io.gradus.op.Contraction;
import io.gradus.op.Elementwise;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Reduction;
import io.gradus.op.StopGradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which nodes of a graph get lines of their own, and which are read inside the formula of the one
/// node that uses them.
///
/// Movements are looked through: their numbers keep the names that they have. A sum joins the bias
/// or the factor that follows it. Other elementwise steps join their user inside one layer, inside
/// the loss and in the backward pass; a layer's outputs always have lines.
final class Reading {
  private static final Set<String> SCALING =
      Set.of("add", "subtract", "multiply", "divide", "negate");

  private final Constants constants;
  private final Map<Node, List<Node>> users = new IdentityHashMap<>();
  private final Set<Node> inlined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Node, Node> sums = new IdentityHashMap<>();
  private final List<Node> shown = new ArrayList<>();

  /// @param order operands first
  /// @param pinned nodes that have lines in any case
  /// @param layered the nodes of the network itself, where layers are kept apart
  Reading(List<Node> order, Constants constants, Set<Node> pinned, Set<Node> layered) {
    this.constants = constants;
    order.forEach(node -> users.put(node, new ArrayList<>()));
    for (Node node : order.reversed()) {
      List<Node> direct = through(node) && !pinned.contains(node) ? users.get(node) : List.of(node);
      for (Node input : node.inputs()) {
        users.computeIfAbsent(input, _ -> new ArrayList<>()).addAll(direct);
      }
    }
    for (Node node : order) {
      if (!isLeaf(node) && (pinned.contains(node) || !through(node))) {
        read(node, pinned.contains(node), layered.contains(node));
      }
    }
  }

  /// Whether its numbers are those of its operand.
  static boolean through(Node node) {
    return node.op() instanceof Movement
        || node.op() instanceof StopGradient
        || node.op() instanceof Reduction && node.shape().size() == node.input(0).shape().size();
  }

  /// Whether it has no formula: it is a name or a number.
  private boolean isLeaf(Node node) {
    return node.op() instanceof Leaf || constants.holds(node);
  }

  private void read(Node node, boolean pinned, boolean layered) {
    Node sum = sumIn(node);
    if (sum != null) {
      sums.put(node, sum);
    }
    List<Node> all = users(node);
    if (all.isEmpty() && !pinned) {
      return;
    }
    if (!pinned && all.size() == 1 && joins(node, all.getFirst(), sum != null, layered)) {
      inlined.add(node);
    } else {
      shown.add(node);
    }
  }

  private @Nullable Node sumIn(Node node) {
    if (node.op() instanceof Contraction || node.op() instanceof Reduction) {
      return node;
    }
    for (Node input : node.inputs()) {
      Node operand = source(input);
      if (inlined.contains(operand) && sums.containsKey(operand)) {
        return sums.get(operand);
      }
    }
    return null;
  }

  /// The node whose numbers these are, moved or not.
  static Node source(Node node) {
    Node at = node;
    while (through(at) && at.inputs().size() == 1) {
      at = at.input(0);
    }
    return at;
  }

  private boolean joins(Node node, Node user, boolean sum, boolean layered) {
    if (sum) {
      return user.op() instanceof Elementwise
          && SCALING.contains(user.op().name())
          && node.shape().size() == user.shape().size()
          && user.inputs().stream().allMatch(in -> source(in) == node || isLeaf(source(in)));
    }
    if (!(node.op() instanceof Elementwise)) {
      return false;
    }
    boolean formula = user.op() instanceof Elementwise || user.op() instanceof Reduction;
    return formula && (!layered || !node.path().isEmpty() && node.path().equals(user.path()));
  }

  /// The nodes with lines, operands first.
  List<Node> shown() {
    return List.copyOf(shown);
  }

  /// The product or reduction whose result the formula of this node is about, or null.
  @Nullable Node sum(Node node) {
    return sums.get(node);
  }

  /// The nodes whose formulas name this one.
  List<Node> users(Node node) {
    return List.copyOf(users.getOrDefault(node, List.of()));
  }
}
