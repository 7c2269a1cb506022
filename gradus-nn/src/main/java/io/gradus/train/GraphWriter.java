package io.gradus.train;

import io.gradus.graph.Graph;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.nn.Input;
import io.gradus.nn.Model;
import io.gradus.op.Composite;
import io.gradus.op.Leaf;
import io.gradus.op.Operands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prediction graph of a model as JSON for any batch size, and the constants it holds.
///
/// Each node is an object: `op`, `attributes` if it has some, the places of its `inputs` in the
/// list, and the `path` of its layer. The last node is the output; the ops of a composite of the
/// user's own stand in its place. Leaves are `input` (with a `name` unless it is `x`, and the
/// `kind` "index" if it is one), `parameter` (also for buffers) with its `name`, `constant` with
/// the name of its array, and `fill`.
final class GraphWriter {
  static final String CONSTANT = "gradus.constant.";

  private final Map<Node, Long> places = new HashMap<>();
  private final Map<String, StoredArray> constants = new LinkedHashMap<>();

  private GraphWriter() {}

  /// @param nodes in the form of [SymbolicBatch]
  /// @param constants by name
  record Written(List<?> nodes, Map<String, StoredArray> constants) {}

  /// @throws IllegalArgumentException if the network cannot be stored; says which op and why
  static Written write(Model model) {
    List<Object> records = new ArrayList<>();
    List<Map<String, StoredArray>> constants = new ArrayList<>();
    for (int size : SymbolicBatch.SIZES) {
      GraphWriter writer = new GraphWriter();
      records.add(writer.nodes(model.trace(size, false).output().graph()));
      constants.add(writer.constants);
    }
    List<?> merged = (List<?>) SymbolicBatch.merge(records, "graph");
    if (merged == null || constants.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the network holds constants that depend on the batch size: its prediction for one sample"
              + " must not depend on how many others there are");
    }
    return new Written(merged, constants.getFirst());
  }

  private List<Object> nodes(Graph graph) {
    List<Object> list = new ArrayList<>();
    graph.nodes().forEach(node -> add(node, list));
    Node output = graph.outputs().getFirst();
    Long place = java.util.Objects.requireNonNull(places.get(output));
    if (place != list.size() - 1) {
      // A composite defined as one of its operands, which stands further up: the last one counts.
      Map<String, Object> to = Map.of("to", Attributes.of(output.shape()));
      // In this order, as all nodes are: the same model is the same bytes.
      Map<String, Object> last = new LinkedHashMap<>();
      last.put("op", "reshape");
      last.put("attributes", to);
      last.put("inputs", List.of(place));
      list.add(last);
    }
    return list;
  }

  private void add(Node node, List<Object> list) {
    if (places.containsKey(node)) {
      return;
    }
    if (node.op() instanceof Composite own && !OpCodec.knows(own)) {
      // A user's own: its definition says the same in ops that have names here.
      Node defined = own.define(new Operands(node.inputs(), new Origin(node.path(), false))).node();
      Graph.of(List.of(defined)).nodes().forEach(part -> add(part, list));
      places.put(node, java.util.Objects.requireNonNull(places.get(defined)));
      return;
    }
    places.put(node, (long) list.size());
    list.add(node(node));
  }

  private Map<String, Object> node(Node node) {
    OpCodec.Named op = node.op() instanceof Leaf leaf ? leaf(leaf, node) : OpCodec.write(node.op());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("op", op.name());
    if (!op.attributes().isEmpty()) {
      map.put("attributes", op.attributes());
    }
    if (!node.inputs().isEmpty()) {
      map.put("inputs", node.inputs().stream().<@Nullable Object>map(places::get).toList());
    }
    if (!node.path().isEmpty()) {
      map.put("path", node.path());
    }
    return map;
  }

  private OpCodec.Named leaf(Leaf leaf, Node node) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    return switch (leaf) {
      case Leaf.Input input -> {
        attributes.put("shape", Attributes.of(input.of()));
        // Left out where a model of the first format has it so.
        if (!input.label().equals(Input.ONLY)) {
          attributes.put("name", input.label());
        }
        if (input.kind() == Kind.INDEX) {
          attributes.put("kind", "index");
        }
        yield new OpCodec.Named("input", attributes);
      }
      case Leaf.Parameter parameter -> {
        attributes.put("name", parameter.param().path());
        yield new OpCodec.Named("parameter", attributes);
      }
      case Leaf.Fill fill -> {
        attributes.put("shape", Attributes.of(fill.of()));
        attributes.put("number", Attributes.of(fill.number()));
        yield new OpCodec.Named("fill", attributes);
      }
      default -> {
        attributes.put("array", constant(node));
        yield new OpCodec.Named("constant", attributes);
      }
    };
  }

  private String constant(Node node) {
    Value value = node.value();
    if (value == null) {
      throw new IllegalArgumentException(node + " has no numbers to store");
    }
    String name = CONSTANT + constants.size();
    constants.put(
        name,
        value.isFloat()
            ? new StoredArray.Floats(node.shape(), value.copyFloats())
            : new StoredArray.Ints(node.shape(), value.copyInts()));
    return name;
  }
}
