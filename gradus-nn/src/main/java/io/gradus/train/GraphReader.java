package io.gradus.train;

import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.nn.Input;
import io.gradus.nn.Inputs;
import io.gradus.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The nodes of a graph that [GraphWriter] wrote, for one batch size.
final class GraphReader {
  /// A file cannot make one sample take more memory than this, in numbers for one node.
  private static final int MOST = 1 << 27;

  private final int batch;
  private final Parameters parameters;
  private final Parameters buffers;
  private final Map<String, StoredArray> constants;
  private final List<Node> nodes = new ArrayList<>();
  private Inputs inputs = new Inputs(Map.of(), Map.of());

  private GraphReader(
      int batch, Parameters parameters, Parameters buffers, Map<String, StoredArray> constants) {
    this.batch = batch;
    this.parameters = parameters;
    this.buffers = buffers;
    this.constants = constants;
  }

  /// The placeholders of a graph and its output.
  record Ends(Inputs inputs, Node output) {}

  /// @param symbolic the nodes in the form of [SymbolicBatch]
  /// @throws DataException if they make no graph; says which node and why
  static Ends read(
      List<?> symbolic,
      int batch,
      Parameters parameters,
      Parameters buffers,
      Map<String, StoredArray> constants) {
    GraphReader reader = new GraphReader(batch, parameters, buffers, constants);
    for (Object node : symbolic) {
      reader.add(node);
    }
    if (reader.inputs.count() == 0) {
      throw new DataException("the graph has no input");
    }
    return new Ends(reader.inputs, reader.nodes.getLast());
  }

  private void add(@Nullable Object symbolic) {
    String where = "graph, node " + nodes.size();
    try {
      Attributes entry = Attributes.of(where, SymbolicBatch.at(batch, symbolic));
      nodes.add(node(entry));
    } catch (DataException e) {
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new DataException(where + ": " + symbolic + ": " + e.getMessage(), e);
    }
  }

  private Node node(Attributes entry) {
    String path = entry.map().get("path") instanceof String text ? text : "";
    String name = entry.text("op");
    Attributes own =
        entry.map().containsKey("attributes")
            ? entry.object("attributes")
            : new Attributes(entry.what() + ", op \"" + name + "\"", Map.of());
    return switch (name) {
      case "input" -> input(own);
      case "parameter" -> parameter(own, path);
      case "constant" -> constant(own);
      case "fill" ->
          Apply.fill(bounded(own.shape("shape")), own.number("number"), new Origin(path, false));
      default -> op(OpCodec.read(name, own), entry, path);
    };
  }

  private Node op(Op op, Attributes entry, String path) {
    List<Node> inputs = new ArrayList<>();
    if (entry.map().containsKey("inputs")) {
      for (int place : entry.integers("inputs")) {
        if (place < 0 || place >= nodes.size()) {
          throw entry.wrong("inputs", "places of nodes before this one");
        }
        inputs.add(nodes.get(place));
      }
    }
    bounded(op.shape(inputs.stream().map(Node::shape).toList()));
    return Apply.op(op, inputs, new Origin(path, false));
  }

  private Node input(Attributes own) {
    String name = own.map().containsKey("name") ? own.text("name") : Input.ONLY;
    boolean index = own.map().containsKey("kind");
    if (index && !own.text("kind").equals("index")) {
      throw own.wrong("kind", "\"index\", or none for numbers");
    }
    Node made = Apply.input(name, bounded(own.shape("shape")), index ? Kind.INDEX : Kind.FLOAT);
    inputs =
        index
            ? inputs.with(name, Indices.of(made, Origin.NONE))
            : inputs.with(name, Tensor.of(made, Origin.NONE));
    return made;
  }

  private Node parameter(Attributes own, String path) {
    String name = own.text("name");
    Param param = parameters.find(name);
    Param found = param != null ? param : buffers.find(name);
    if (found == null) {
      throw own.wrong("name", "one of the file's parameters and buffers");
    }
    return Apply.parameter(found, path, false);
  }

  private Node constant(Attributes own) {
    return switch (constants.get(own.text("array"))) {
      case StoredArray.Floats(Shape shape, float[] values) ->
          Apply.constant(shape, Value.of(values));
      case StoredArray.Ints(Shape shape, int[] values) -> Apply.constant(shape, Value.of(values));
      case null, default -> throw own.wrong("array", "the name of an array of floats or integers");
    };
  }

  private Shape bounded(Shape shape) {
    if (shape.size() / Math.max(1, batch) > MOST) {
      throw new DataException("shape " + shape + " is more than one sample may need");
    }
    return shape;
  }
}
