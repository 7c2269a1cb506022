package io.gradus.cli;

import io.gradus.Shape;
import io.gradus.graph.Flops;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A prediction graph as a table with a row per layer.
///
/// @param layer the layer's path
/// @param ops what it does, in order
/// @param output the shape it gives for one sample
/// @param parameters how many numbers it learned
/// @param flops floating-point operations for one sample, as [Flops] counts them
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
      long flops = (before != null ? before.flops() : 0) + Flops.of(node);
      Shape output =
          node.shape().rank() > 0 ? node.shape().slice(1, node.shape().rank()) : node.shape();
      rows.put(node.path(), new LayerTable(node.path(), ops, output, parameters, flops));
    }
    return List.copyOf(rows.values());
  }
}
