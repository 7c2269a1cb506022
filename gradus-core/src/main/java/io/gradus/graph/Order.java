package io.gradus.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Lists nodes so that each comes after its operands, in the same order every time.
public final class Order {
  private Order() {}

  /// All nodes that `outputs` need, operands first.
  public static List<Node> of(Collection<Node> outputs) {
    return walk(outputs, node -> false);
  }

  /// The nodes that `output` needs, down to `inputs` and not beyond.
  static List<Node> between(List<Node> inputs, Node output) {
    return walk(List.of(output), new HashSet<>(inputs)::contains);
  }

  /// The nodes without numbers that `output` needs, down to those with numbers.
  public static List<Node> uncomputed(Node output) {
    List<Node> order = walk(List.of(output), node -> node.value() != null);
    order.removeIf(node -> node.value() != null);
    return order;
  }

  /// The nodes of `members` that `output` needs, reached through members only.
  static List<Node> among(Set<Node> members, Node output) {
    List<Node> order = walk(List.of(output), node -> !members.contains(node));
    order.retainAll(members);
    return order;
  }

  private static List<Node> walk(Collection<Node> outputs, Predicate<Node> stops) {
    List<Node> order = new ArrayList<>();
    Set<Node> done = new HashSet<>();
    Deque<Node> stack = new ArrayDeque<>();
    Deque<Integer> next = new ArrayDeque<>();
    for (Node output : outputs) {
      if (!done.add(output)) {
        continue;
      }
      stack.push(output);
      next.push(0);
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        int index = next.pop();
        List<Node> inputs = stops.test(node) ? List.of() : node.inputs();
        if (index == inputs.size()) {
          stack.pop();
          order.add(node);
          continue;
        }
        next.push(index + 1);
        Node input = inputs.get(index);
        if (done.add(input)) {
          stack.push(input);
          next.push(0);
        }
      }
    }
    return order;
  }
}
