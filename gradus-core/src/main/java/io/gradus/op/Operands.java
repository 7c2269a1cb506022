package io.gradus.op;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import java.util.ArrayList;
import java.util.List;

/// The operands of a [Composite], as tensors or indices.
public record Operands(List<Node> nodes, Origin origin) {
  /// The operands at these nodes.
  public Operands {
    nodes = List.copyOf(nodes);
  }

  static Operands placeholders(Op op, List<Shape> shapes) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Kind kind = op.inputKind(i);
      nodes.add(Apply.input("operand" + i, shapes.get(i), kind));
    }
    return new Operands(nodes, Origin.NONE);
  }

  /// How many operands there are.
  public int count() {
    return nodes.size();
  }

  /// Operand `index` as numbers.
  public Tensor tensor(int index) {
    return Tensor.of(nodes.get(index), origin);
  }

  /// Operand `index` as indices.
  public Indices indices(int index) {
    return Indices.of(nodes.get(index), origin);
  }
}
