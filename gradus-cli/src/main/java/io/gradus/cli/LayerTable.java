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

/// A prediction graph as a table with a row per layer, and one for what a layer does between two of
/// its parts: the activations of an [io.gradus.nn.Mlp] have a row each.
///
/// @param layer the layer's path
/// @param ops what it does, in order
/// @param output the shape it gives for one sample
/// @param parameters how many numbers it learned
/// @param flops floating-point operations for one sample, as [Flops] counts them
record LayerTable(String layer, List<String> ops, Shape output, long parameters, long flops) {

  /// Where a row ends: a layer goes on in a new row once a further part has begun. Parts that come
  /// again, as in an unrolled loop, begin nothing.
  private record Place(String layer, long partsBegun) {}

  /// The rows for the graph of one sample, in the order in which the layers are finished.
  static List<LayerTable> of(Graph graph, Set<String> learned) {
    Map<Place, LayerTable> rows = new LinkedHashMap<>();
    Set<String> begun = new HashSet<>();
    Set<Node> counted = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf) {
        continue;
      }
      begun.add(node.path());
      Place place = new Place(node.path(), parts(node.path(), begun));
      LayerTable before = rows.remove(place);
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
      rows.put(place, new LayerTable(node.path(), ops, output, parameters, flops));
    }
    return List.copyOf(rows.values());
  }

  private static long parts(String path, Set<String> begun) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return begun.stream().filter(other -> !other.equals(path) && other.startsWith(prefix)).count();
  }
}
