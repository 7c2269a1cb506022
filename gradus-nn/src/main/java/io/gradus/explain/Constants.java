package io.gradus.explain;

import io.gradus.graph.Node;
import io.gradus.op.Leaf;
import io.gradus.op.OneHot;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The nodes that no weight, input or number to predict can change: they are read as numbers.
final class Constants {
  private final Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param order operands first
  Constants(List<Node> order) {
    for (Node node : order) {
      boolean constant =
          switch (node.op()) {
            case Leaf.Fill _, OneHot _ -> true;
            case Leaf.Constant _ -> node.shape().size() == 1;
            case Leaf _ -> false;
            default -> !node.inputs().isEmpty() && nodes.containsAll(node.inputs());
          };
      if (constant) {
        nodes.add(node);
      }
    }
  }

  boolean holds(Node node) {
    return nodes.contains(node);
  }
}
