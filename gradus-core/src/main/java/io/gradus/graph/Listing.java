package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.expr.Numbers;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Graphs and tensors as text.
public final class Listing {
  private static final int SHOWN = 8;

  private Listing() {}

  /// `%3 = matmul %1, %2 [64, 128] mlp.hidden`, leaves first, then forward, then backward.
  static String graph(Graph graph) {
    Map<Node, String> names = new IdentityHashMap<>();
    StringBuilder leaves = new StringBuilder();
    StringBuilder forward = new StringBuilder();
    StringBuilder backward = new StringBuilder();
    int number = 0;
    for (Node node : graph.nodes()) {
      String name = node.op() instanceof Leaf.Fill fill ? fill.formula(List.of()) : "%" + number++;
      names.put(node, name);
      if (node.op() instanceof Leaf.Fill) {
        continue;
      }
      StringBuilder into =
          node.op() instanceof Leaf ? leaves : node.backward() ? backward : forward;
      into.append(line(node, name, names)).append('\n');
    }
    StringBuilder text = new StringBuilder("leaves\n").append(leaves);
    text.append("forward\n").append(forward);
    if (!backward.isEmpty()) {
      text.append("backward\n").append(backward);
    }
    text.append("outputs ");
    text.append(String.join(", ", graph.outputs().stream().map(names::get).toList()));
    return text.append('\n').toString();
  }

  private static String line(Node node, String name, Map<Node, String> names) {
    List<String> operands = new ArrayList<>();
    node.inputs().forEach(input -> operands.add(names.getOrDefault(input, "?")));
    String formula = node.op().formula(operands);
    String type = (node.kind() == Kind.FLOAT ? "float" : "index") + node.shape();
    String left = "  " + name + " = " + formula;
    String path = node.path().isEmpty() ? "" : "   # " + node.path();
    return pad(left, 52) + "  " + type + path;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /// A tensor with its shape, its op and, when it has values, its numbers.
  public static String tensor(Node node) {
    Value value = node.value();
    String head =
        "Tensor " + node.shape() + (node.op() instanceof Leaf ? "" : " from " + node.op().name());
    return value == null
        ? head + ", traced"
        : head + " " + numbers(value.copyFloats(), node.shape());
  }

  /// Indices with their shape and, when they have values, the values.
  public static String indices(Node node) {
    Value value = node.value();
    String head = "Indices " + node.shape();
    return value == null ? head + ", traced" : head + " " + numbers(value.copyInts(), node.shape());
  }

  /// Indices in nested brackets, row by row; the first eight along each axis.
  public static String numbers(int[] all, Shape shape) {
    return nested(i -> Integer.toString(all[i]), shape, 0, 0);
  }

  /// Numbers in nested brackets, row by row; the first eight along each axis.
  public static String numbers(float[] all, Shape shape) {
    return nested(i -> Numbers.format(all[i], 6), shape, 0, 0);
  }

  private static String nested(IntFunction<String> text, Shape shape, int axis, int from) {
    if (axis == shape.rank()) {
      return text.apply(from);
    }
    int step = shape.slice(axis + 1, shape.rank()).size();
    List<String> parts = new ArrayList<>();
    int length = shape.length(axis);
    for (int i = 0; i < Math.min(length, SHOWN); i++) {
      parts.add(nested(text, shape, axis + 1, from + i * step));
    }
    if (length > SHOWN) {
      parts.add("...");
    }
    return "[" + String.join(", ", parts) + "]";
  }
}
