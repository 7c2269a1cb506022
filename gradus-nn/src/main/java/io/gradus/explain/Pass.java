package io.gradus.explain;

import io.gradus.Gradients;
import io.gradus.Indices;
import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.graph.Canonical;
import io.gradus.graph.Graph;
import io.gradus.graph.Kind;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Origin;
import io.gradus.nn.Loss;
import io.gradus.nn.Targets;
import io.gradus.op.Leaf;
import io.gradus.train.Outputs;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A saved network's forward and backward pass for one row as the graph that executors run, and its
/// numbers in double.
final class Pass {
  private final Node input;
  private final Node output;
  private final @Nullable Node answer;
  private final Node loss;
  private final @Nullable Node values;
  private final Map<Node, Node> canonical;
  private final Map<Node, Node> gradients = new LinkedHashMap<>();
  private final Map<Param, Node> paramGradients = new LinkedHashMap<>();
  private final List<Node> nodes;
  private final Reference reference;

  /// @param encoded what the network takes and should give
  Pass(SavedModel model, Loss function, Encoding encoded) {
    Graph graph = model.graph();
    this.output = graph.outputs().getFirst();
    this.input = inputOf(graph);
    Tensor outputs = Tensor.of(output, Origin.NONE);
    this.answer = answer(model, outputs);
    boolean classes = model.target() instanceof Target.Classes;
    Indices labels = Indices.input("label", Shape.of(1));
    Tensor wanted = Tensor.input("t", output.shape());
    this.values = classes ? null : wanted.node();
    Targets targets = classes ? Targets.of(labels) : Targets.of(wanted);
    Map<Param, Tensor> parameters = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf.Parameter leaf) {
        parameters.putIfAbsent(leaf.param(), Tensor.of(node, Origin.NONE));
      }
    }
    Tensor total = function.of(outputs, targets, parameters);
    if (total.shape().size() != 1) {
      throw new IllegalArgumentException(
          "one training step needs a loss of one number, got " + total.shape() + ": reduce it");
    }
    this.loss = total.node();
    differentiate(total, parameters);
    List<Node> all = new ArrayList<>(List.of(output));
    if (answer != null) {
      all.add(answer);
    }
    all.add(loss);
    all.addAll(gradients.values());
    all.addAll(paramGradients.values());
    this.canonical = Canonical.of(all);
    this.nodes = Order.of(all.stream().map(this::canonical).toList());
    this.reference = new Reference(nodes);
    if (input.kind() == Kind.INDEX) {
      reference.set(input, Arrays.stream(encoded.inputs()).mapToInt(x -> (int) x).toArray());
    } else {
      reference.set(input, encoded.inputs());
    }
    if (classes) {
      reference.set(labels.node(), encoded.label());
    } else {
      reference.set(wanted.node(), encoded.targets());
    }
    reference.run(0, 0);
  }

  private static Node inputOf(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Leaf.Input)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the network has no input"));
  }

  private static @Nullable Node answer(SavedModel model, Tensor output) {
    if (!(model.target() instanceof Target.Classes) || model.outputs() != Outputs.LOGITS) {
      return null;
    }
    int width = output.shape().size();
    Tensor logits = output.reshape(1, width);
    return (width == 1 ? logits.sigmoid() : logits.softmax(1)).node();
  }

  private void differentiate(Tensor total, Map<Param, Tensor> parameters) {
    Gradients all = total.gradients();
    for (Node node : Order.of(List.of(loss))) {
      boolean computed = node.kind() == Kind.FLOAT && !(node.op() instanceof Leaf);
      if (computed && all.reaches(Tensor.of(node, Origin.NONE))) {
        gradients.put(node, all.of(Tensor.of(node, Origin.NONE)).node());
      }
    }
    for (Param param : parameters.keySet()) {
      if (!param.frozen()) {
        paramGradients.put(param, all.of(param).node());
      }
    }
  }

  private Node canonical(Node node) {
    return canonical.getOrDefault(node, node);
  }

  /// All nodes, operands first.
  List<Node> nodes() {
    return nodes;
  }

  Node input() {
    return input;
  }

  Node output() {
    return canonical(output);
  }

  /// The probabilities of the classes, where the network gives logits.
  @Nullable Node answer() {
    return answer == null ? null : canonical(answer);
  }

  Node loss() {
    return canonical(loss);
  }

  /// The numbers that the outputs should be; null for classes.
  @Nullable Node values() {
    return values;
  }

  /// For each node of the forward pass that has one, its gradient.
  Map<Node, Node> gradients() {
    Map<Node, Node> result = new IdentityHashMap<>();
    gradients.forEach((node, gradient) -> result.put(canonical(node), canonical(gradient)));
    return result;
  }

  /// The gradient of each parameter that learns, in the order of use.
  Map<Param, Node> paramGradients() {
    Map<Param, Node> result = new LinkedHashMap<>();
    paramGradients.forEach((param, gradient) -> result.put(param, canonical(gradient)));
    return result;
  }

  /// A node's numbers, or its indices as numbers.
  double[] numbers(Node node) {
    return node.kind() == Kind.INDEX
        ? Arrays.stream(reference.indices(node)).asDoubleStream().toArray()
        : reference.of(node);
  }

  double[] numbers(Param param) {
    return reference.param(param);
  }

  /// The loss with other numbers for the parameters.
  double lossWith(Map<Param, double[]> changed) {
    Map<Param, double[]> kept = new LinkedHashMap<>();
    changed.forEach((param, numbers) -> {
      double[] own = reference.param(param);
      kept.put(param, own.clone());
      System.arraycopy(numbers, 0, own, 0, own.length);
    });
    reference.run(0, 0);
    double result = reference.of(loss())[0];
    kept.forEach((param, numbers) ->
        System.arraycopy(numbers, 0, reference.param(param), 0, numbers.length));
    reference.run(0, 0);
    return result;
  }
}
