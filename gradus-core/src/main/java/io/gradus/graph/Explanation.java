package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Tells in words how a gradient came about.
public final class Explanation {
  private Explanation() {}

  /// The chain rule for `x`, one line for each node that uses it.
  public static String of(Node loss, Node x, Map<Node, Node> gradients) {
    Node gradient = gradients.get(x);
    if (gradient == null) {
      return "the loss does not depend on " + x + ": its gradient is zero\n";
    }
    StringBuilder text = new StringBuilder();
    Map<Node, String> names = new IdentityHashMap<>();
    gradients.forEach((node, g) -> names.putIfAbsent(g, "dL/d(" + label(node) + ")"));
    text.append("dL/d(").append(label(x)).append(") ").append(x.shape()).append('\n');
    for (Node user : Order.of(List.of(loss))) {
      if (user.inputs().contains(x) && gradients.containsKey(user)) {
        text.append("  used in  ")
            .append(label(user))
            .append(" = ")
            .append(user.op().formula(user.inputs().stream().map(Explanation::label).toList()))
            .append("   ")
            .append(user.shape())
            .append('\n');
      }
    }
    names.remove(gradient);
    text.append("  equals   ").append(expression(gradient, names, 0)).append('\n');
    return text.toString();
  }

  private static String expression(Node node, Map<Node, String> names, int depth) {
    String known = names.get(node);
    if (known != null) {
      return known;
    }
    if (!node.backward() || node.op() instanceof Leaf || depth > 12) {
      return label(node);
    }
    List<String> operands = new ArrayList<>();
    for (Node input : node.inputs()) {
      operands.add(expression(input, names, depth + 1));
    }
    return node.op().formula(operands) + shape(node.shape());
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
