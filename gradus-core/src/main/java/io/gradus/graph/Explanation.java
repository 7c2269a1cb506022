package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.op.Embed;
import io.gradus.op.Expand;
import io.gradus.op.Leaf;
import io.gradus.op.Reshape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Tells in words how a gradient came about.
public final class Explanation {
  private static final int DEEPEST = 12;

  private final Set<Node> forward;
  private final Map<Node, String> labels;
  private final Map<Node, String> names = new IdentityHashMap<>();

  private Explanation(List<Node> order, Map<Node, Node> gradients, UnaryOperator<Node> canonical) {
    forward = new HashSet<>(order);
    labels = labels(order);
    for (Node node : order) {
      // Computed in another form, it is still what was written.
      labels.putIfAbsent(canonical.apply(node), name(node));
      forward.add(canonical.apply(node));
    }
    gradients.forEach((node, written) -> {
      Node gradient = canonical.apply(written);
      // Where a gradient is a number of the forward pass, that number's own name says more.
      if (gradient.backward() && !forward.contains(gradient)) {
        names.putIfAbsent(gradient, "dL/d(" + name(node) + ")");
      }
    });
  }

  /// The chain rule for `x`, one line for each node that uses it.
  ///
  /// Nodes of the same label are told apart by numbers: `sigmoid#1` and `sigmoid#2`.
  ///
  /// @param gradients the gradient of each node that was followed
  /// @param canonical the form in which a node is computed
  public static String of(
      Node loss, Node x, Map<Node, Node> gradients, UnaryOperator<Node> canonical) {
    Node gradient = gradients.get(x);
    if (gradient == null) {
      return "the loss does not depend on " + x + ": its gradient is zero\n";
    }
    List<Node> order = Order.of(List.of(loss));
    return new Explanation(order, gradients, canonical)
        .text(order, x, gradients, canonical.apply(gradient));
  }

  private String text(List<Node> order, Node x, Map<Node, Node> gradients, Node gradient) {
    StringBuilder text = new StringBuilder();
    text.append("dL/d(").append(name(x)).append(") ").append(x.shape()).append('\n');
    for (Node user : order) {
      if (user.inputs().contains(x) && gradients.containsKey(user)) {
        text.append("  used in  ")
            .append(name(user))
            .append(" = ")
            .append(user.op().formula(user.inputs().stream().map(this::name).toList()))
            .append("   ")
            .append(user.shape())
            .append('\n');
      }
    }
    names.remove(gradient);
    text.append("  equals   ").append(expression(gradient, 0)).append('\n');
    return text.toString();
  }

  private String expression(Node node, int depth) {
    String known = names.get(node);
    if (known != null) {
      return known;
    }
    boolean given = forward.contains(node) || !node.backward() || node.op() instanceof Leaf;
    if (given || depth > DEEPEST) {
      return name(node);
    }
    List<String> operands = new ArrayList<>();
    for (Node input : node.inputs()) {
      operands.add(expression(input, depth + 1));
    }
    String formula = node.op().formula(operands);
    boolean tellsItsShape =
        node.op() instanceof Reshape || node.op() instanceof Expand || node.op() instanceof Embed;
    return tellsItsShape ? formula : formula + shape(node.shape());
  }

  private String name(Node node) {
    return labels.getOrDefault(node, label(node));
  }

  private static Map<Node, String> labels(List<Node> nodes) {
    Map<String, List<Node>> twins = new LinkedHashMap<>();
    for (Node node : nodes) {
      // Fills of one number are the number, whichever it is.
      if (!(node.op() instanceof Leaf.Fill)) {
        twins.computeIfAbsent(label(node), label -> new ArrayList<>()).add(node);
      }
    }
    Map<Node, String> labels = new IdentityHashMap<>();
    twins.forEach((label, same) -> {
      for (int i = 0; i < same.size(); i++) {
        labels.put(same.get(i), same.size() == 1 ? label : label + "#" + (i + 1));
      }
    });
    return labels;
  }

  private static String shape(Shape shape) {
    return shape.rank() == 0 ? "" : " " + shape;
  }

  /// What to call a node in a sentence: a parameter's path, an input's label, else the op with its
  /// layer.
  public static String label(Node node) {
    return switch (node.op()) {
      case Leaf.Parameter leaf -> leaf.param().path();
      case Leaf.Input leaf -> leaf.label();
      case Leaf.Variable leaf -> leaf.label();
      case Leaf.Fill fill -> fill.formula(List.of());
      default -> (node.path().isEmpty() ? "" : node.path() + ".") + node.op().name();
    };
  }
}
