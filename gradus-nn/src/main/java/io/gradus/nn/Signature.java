package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a model takes, and whether it is given that.
///
/// @param inputs at least one, each with its own name
record Signature(List<Input> inputs) {
  /// @throws IllegalArgumentException if there is no input, or two share a name
  Signature {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one input");
    }
    Set<String> names = new HashSet<>();
    for (Input input : inputs) {
      if (!names.add(input.name())) {
        throw new IllegalArgumentException("two inputs are called \"" + input.name() + "\"");
      }
    }
  }

  String described() {
    return String.join(", ", inputs.stream().map(Input::described).toList());
  }

  /// The only input.
  ///
  /// @throws IllegalStateException if there are several
  Input only() {
    if (inputs.size() > 1) {
      throw new IllegalStateException(
          "the model has several inputs, " + described() + ": ask inputs() for their shapes");
    }
    return inputs.getFirst();
  }

  Inputs placeholders(int batch) {
    Inputs all = Inputs.none();
    for (Input input : inputs) {
      all = input.placeholder(all, batch);
    }
    return all;
  }

  /// Requires what the network is to be traced with. The shape of a single input of numbers is left
  /// to the layers, which say more about it.
  void require(Inputs given) {
    Map<String, Node> nodes = given.nodes();
    for (Input input : inputs) {
      Node node = nodes.get(input.name());
      boolean shaped = inputs.size() > 1 || input.isIndices();
      if (node == null || node.kind() != input.kind() || (shaped && !input.fits(node))) {
        throw wrong(nodes);
      }
    }
    if (nodes.size() != inputs.size()) {
      throw wrong(nodes);
    }
  }

  /// Requires that `count` numbers or indices are so many samples of the only input.
  void require(Kind kind, int count, int rows) {
    Input only = only();
    if (only.kind() != kind) {
      throw new ShapeException(
          "the model takes "
              + only.described()
              + ", and was given "
              + (kind == Kind.INDEX ? "indices" : "numbers"));
    }
    if (rows < 1) {
      throw new ShapeException("expected at least 1 sample, got " + rows);
    }
    Shape sample = only.sample();
    if (count != Math.multiplyExact(rows, sample.size())) {
      throw new ShapeException(
          rows
              + " samples of shape "
              + sample
              + " are "
              + rows * sample.size()
              + (kind == Kind.INDEX ? " indices" : " numbers")
              + ", got "
              + count);
    }
  }

  /// The values of each input, all of one batch size.
  Map<String, Value> values(Inputs given) {
    Map<String, Node> nodes = given.nodes();
    Map<String, Value> values = new LinkedHashMap<>();
    for (Input input : inputs) {
      Node node = nodes.get(input.name());
      if (node == null
          || node.value() == null
          || !input.fits(node)
          || nodes.size() != inputs.size()
          || node.shape().length(0) != rows(given)) {
        throw wrong(nodes);
      }
      values.put(input.name(), node.value());
    }
    return values;
  }

  /// The batch size of the first of some inputs; 0 where it has none.
  int rows(Inputs given) {
    Node first = given.nodes().get(inputs.getFirst().name());
    return first == null || first.shape().rank() == 0 ? 0 : first.shape().length(0);
  }

  private ShapeException wrong(Map<String, Node> nodes) {
    List<String> got =
        nodes.entrySet().stream()
            .map(entry ->
                entry.getKey()
                    + " "
                    + entry.getValue().shape()
                    + (entry.getValue().kind() == Kind.INDEX ? " of indices" : " of numbers")
                    + (entry.getValue().value() == null ? ", without values" : ""))
            .toList();
    return new ShapeException(
        "the model takes for each sample "
            + described()
            + ", all batches of one size, got the batches "
            + String.join(", ", got));
  }
}
