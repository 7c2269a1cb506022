package io.gradus.graph;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.StaleGradientException;
import io.gradus.Tensor;
import io.gradus.op.Composite;
import io.gradus.op.Leaf;
import io.gradus.op.Operands;
import io.gradus.op.StopGradient;
import io.gradus.op.Vjp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Back-propagation: walks the graph backwards by the chain rule and appends the gradients as
/// graph. It changes no weight.
public final class Backward {
  private Backward() {}

  /// The gradient of the sum of `output` for each node between `targets` and `output`; with no
  /// targets, for every node that a tracked leaf reaches.
  ///
  /// The gradients are recorded as the rules of the ops write them. [Canonical] simplifies them
  /// when they are computed, and a gradient of a gradient starts from what is written here: so it
  /// is the same whether the numbers are known or not.
  public static Map<Node, Node> of(Node output, List<Node> targets) {
    List<Node> all = Order.of(List.of(output));
    checkFresh(all);
    Set<Node> active = active(all, targets);
    // Sums of gradients are added in the order of this walk, so it may not depend on what numbers
    // have no history of.
    List<Node> order = Order.among(active, output);
    Tensor seed =
        Tensor.of(
            Apply.fill(output.shape(), 1, new Origin(output.path(), true)),
            new Origin(output.path(), true));
    Map<Node, Node> result = new LinkedHashMap<>();
    run(order, output, seed, active).forEach((node, tensor) -> result.put(node, tensor.node()));
    return result;
  }

  /// The gradients of a composite's operands, through its definition.
  public static List<@Nullable Tensor> through(Composite op, Vjp call) {
    Origin origin = call.output().origin();
    List<Node> inputs = call.output().node().inputs();
    Node result = op.define(new Operands(inputs, origin)).node();
    List<Node> wanted = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (call.wants(i)) {
        wanted.add(inputs.get(i));
      }
    }
    List<Node> order = Order.between(inputs, result);
    Map<Node, Tensor> raw = run(order, result, call.gradient(), active(order, wanted));
    List<@Nullable Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      // An operand given twice gets its whole gradient once.
      boolean first = inputs.indexOf(inputs.get(i)) == i;
      gradients.add(call.wants(i) && first ? raw.get(inputs.get(i)) : null);
    }
    return gradients;
  }

  private static Map<Node, Tensor> run(
      List<Node> order, Node output, Tensor seed, Set<Node> active) {
    Map<Node, Tensor> gradients = new IdentityHashMap<>();
    gradients.put(output, seed);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      Tensor gradient = gradients.get(node);
      boolean ends = node.inputs().isEmpty() || node.op() instanceof StopGradient;
      if (gradient == null || !active.contains(node) || ends) {
        continue;
      }
      boolean[] wanted = new boolean[node.inputs().size()];
      for (int k = 0; k < wanted.length; k++) {
        wanted[k] = active.contains(node.input(k));
      }
      List<@Nullable Tensor> parts = node.op().vjp(new Vjp(node, gradient, wanted));
      for (int k = 0; k < wanted.length; k++) {
        Tensor part = k < parts.size() ? parts.get(k) : null;
        if (wanted[k] && part != null) {
          check(node, k, part.shape());
          gradients.merge(node.input(k), part, Tensor::add);
        }
      }
    }
    Map<Node, Tensor> result = new LinkedHashMap<>();
    for (Node node : order) {
      Tensor gradient = gradients.get(node);
      if (gradient != null && active.contains(node)) {
        result.put(node, gradient);
      }
    }
    return result;
  }

  private static void check(Node node, int index, Shape got) {
    if (!got.equals(node.input(index).shape())) {
      throw new IllegalStateException(
          "the vjp of "
              + node.op().name()
              + " gave a gradient of shape "
              + got
              + " for operand "
              + index
              + ", which is "
              + node.input(index).shape());
    }
  }

  private static Set<Node> active(List<Node> order, List<Node> targets) {
    Set<Node> active = new HashSet<>();
    Set<Node> start = new HashSet<>(targets);
    for (Node node : order) {
      boolean on = targets.isEmpty() ? node.tracked() : start.contains(node);
      // Not even zeros flow back through a StopGradient: zero times infinity would be NaN.
      if (!(node.op() instanceof StopGradient)) {
        on |= node.inputs().stream().anyMatch(active::contains);
      }
      if (on && node.kind() == Kind.FLOAT) {
        active.add(node);
      }
    }
    return active;
  }

  /// Refuses to go on when a parameter that an eager `output` was computed from has changed since.
  ///
  /// @throws StaleGradientException if one has
  public static void requireFresh(Node output) {
    checkFresh(Order.of(List.of(output)));
  }

  private static void checkFresh(List<Node> order) {
    for (Node node : order) {
      if (node.op() instanceof Leaf.Parameter leaf && node.value() != null) {
        Param param = leaf.param();
        if (param.owner().version() != node.version()) {
          throw new StaleGradientException(
              "parameter \""
                  + param.path()
                  + "\" changed after this loss was computed (version "
                  + node.version()
                  + ", now "
                  + param.owner().version()
                  + "): ask for all gradients first and change parameters then, or compute the loss"
                  + " again");
        }
      }
    }
  }
}
