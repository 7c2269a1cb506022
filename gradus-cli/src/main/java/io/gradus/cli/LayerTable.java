package io.gradus.cli;

import io.gradus.Shape;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.op.Leaf;
import io.gradus.op.MatMul;
import io.gradus.op.Movement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A prediction graph as a table with a row per layer.
///
/// Floating-point operations are counted as usual: a matrix product takes two for each
/// multiplication, every other op that computes takes one for each number that it makes or, if it
/// makes fewer than it reads, for each that it reads.
///
/// @param layer the layer's path
/// @param ops what it does, in order
/// @param output the shape it gives for one sample
/// @param parameters how many numbers it learned
/// @param flops floating-point operations for one sample
record LayerTable(String layer, List<String> ops, Shape output, long parameters, long flops) {

  /// The rows for the graph of one sample, in the order in which the layers are finished.
  static List<LayerTable> of(Graph graph, Set<String> learned) {
    Map<String, LayerTable> rows = new LinkedHashMap<>();
    Set<Node> counted = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf) {
        continue;
      }
      LayerTable before = rows.remove(node.path());
      List<String> ops = new ArrayList<>(before != null ? before.ops() : List.of());
      ops.add(node.op().name());
      long parameters = before != null ? before.parameters() : 0;
      for (Node input : node.inputs()) {
        boolean isLearned =
            input.op() instanceof Leaf.Parameter leaf && learned.contains(leaf.param().path());
        parameters += isLearned && counted.add(input) ? input.shape().size() : 0;
      }
      long flops = (before != null ? before.flops() : 0) + flops(node);
      Shape output =
          node.shape().rank() > 0 ? node.shape().slice(1, node.shape().rank()) : node.shape();
      rows.put(node.path(), new LayerTable(node.path(), ops, output, parameters, flops));
    }
    return List.copyOf(rows.values());
  }

  private static long flops(Node node) {
    if (node.op() instanceof Movement) {
      return 0;
    }
    if (node.op() instanceof MatMul product) {
      Shape a = node.input(0).shape();
      return 2L * node.shape().size() * a.length(product.transposeA() ? -2 : -1);
    }
    long most = node.shape().size();
    for (Node input : node.inputs()) {
      most = Math.max(most, input.op() instanceof Leaf.Parameter ? 0 : input.shape().size());
    }
    return most;
  }
}
