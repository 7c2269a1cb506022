package io.gradus.testkit;

import io.gradus.Gradients;
import io.gradus.Tensor;
import io.gradus.graph.Apply;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Example;
import io.gradus.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An op on one example, its gradients and the gradients of those.
final class OpCase {
  final String where;
  final List<Node> leaves = new ArrayList<>();
  final List<Value> values = new ArrayList<>();

  /// The result; then, once or twice, a number and its gradients for each operand of numbers.
  final List<Node> outputs = new ArrayList<>();

  /// Where among the outputs the numbers are that were differentiated.
  final List<Integer> scalars = new ArrayList<>();

  OpCase(Op op, Example example, String where, boolean eager) {
    this.where = where;
    long key = 1;
    for (Example.Operand operand : example.operands()) {
      Value value = numbers(operand, key++);
      values.add(value);
      leaves.add(leaf(operand, value, eager));
    }
    Node result = Apply.op(op, leaves, Origin.NONE);
    outputs.add(result);
    if (result.kind() == Kind.FLOAT && result.tracked()) {
      differentiate(result);
    }
  }

  private Node leaf(Example.Operand operand, Value value, boolean eager) {
    String label = "operand" + leaves.size();
    if (!value.isFloat()) {
      return eager
          ? Apply.constant(operand.shape(), value)
          : Apply.input(label, operand.shape(), Kind.INDEX);
    }
    return eager
        ? Apply.variable(label, operand.shape(), value)
        : Apply.trackedInput(label, operand.shape());
  }

  /// A random weighted sum, so that every element has a gradient of its own; then the same of its
  /// gradients.
  private void differentiate(Node node) {
    Gradients first = gradients(weighted(node, 99));
    Tensor sum = null;
    long key = 200;
    for (Node leaf : leaves) {
      if (leaf.kind() == Kind.FLOAT) {
        Tensor part = weighted(first.of(Tensor.of(leaf, Origin.NONE)).node(), key++);
        sum = sum == null ? part : sum.add(part);
      }
    }
    if (sum != null && sum.node().tracked()) {
      gradients(sum);
    }
  }

  private static Tensor weighted(Node node, long key) {
    float[] weights = Numbers.uniform(node.shape().size(), key, 0.5f, 1.5f);
    return Tensor.of(node, Origin.NONE).multiply(Tensor.of(node.shape(), weights)).sum();
  }

  /// Adds a number and its gradients to the outputs.
  private Gradients gradients(Tensor scalar) {
    scalars.add(outputs.size());
    outputs.add(scalar.node());
    Tensor[] targets =
        leaves.stream()
            .filter(leaf -> leaf.kind() == Kind.FLOAT)
            .map(leaf -> Tensor.of(leaf, Origin.NONE))
            .toArray(Tensor[]::new);
    Gradients gradients = scalar.gradients(targets);
    for (Tensor target : targets) {
      outputs.add(gradients.of(target).node());
    }
    return gradients;
  }

  /// The graph with these numbers for its operands.
  Executors executors(List<Value> numbers, String with) {
    Map<Node, Value> feeds = new LinkedHashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      feeds.put(leaves.get(i), numbers.get(i));
    }
    return new Executors(where + with, outputs, feeds, 3, 11);
  }

  /// The numbers of an eager case.
  List<float[]> results() {
    return outputs.stream()
        .map(node -> Numbers.floats(Objects.requireNonNull(node.value(), node.toString())))
        .toList();
  }

  private static Value numbers(Example.Operand operand, long key) {
    return switch (operand) {
      case Example.Random random ->
          Value.of(Numbers.uniform(random.shape().size(), key, random.low(), random.high()));
      case Example.Given given -> {
        float[] floats = new float[given.numbers().size()];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = given.numbers().get(i);
        }
        yield Value.of(floats);
      }
      case Example.Index index ->
          Value.of(index.indices().stream().mapToInt(Integer::intValue).toArray());
    };
  }
}
