package io.gradus;

import io.gradus.exec.Interpreter;
import io.gradus.graph.Backward;
import io.gradus.graph.Node;
import io.gradus.graph.Origin;
import io.gradus.op.Leaf;
import java.util.List;
import java.util.Map;

/// The gradients of one number with respect to everything that it was computed from.
///
/// They are graph like any other tensor, so they have gradients themselves. For an eager loss the
/// numbers are computed when they are asked for, and kept.
public final class Gradients {
  private final Node loss;
  private final Map<Node, Node> byNode;
  private final List<Node> targets;

  private Gradients(Node loss, Map<Node, Node> byNode, List<Node> targets) {
    this.loss = loss;
    this.byNode = byNode;
    this.targets = targets;
  }

  static Gradients of(Tensor loss, List<Tensor> targets) {
    List<Node> nodes = targets.stream().map(Tensor::node).toList();
    return new Gradients(loss.node(), Backward.of(loss.node(), nodes), nodes);
  }

  /// `dL/dx`, of the shape of `x`; zeros when the loss does not depend on `x`.
  ///
  /// @throws IllegalArgumentException if nobody followed `x`: numbers that are not tracked have no
  ///   history, and `gradients(a, b)` follows `a` and `b` only
  public Tensor of(Tensor x) {
    return of(x.node());
  }

  /// `dL/dp` for a parameter, summed over wherever the loss used it; zeros when it did not.
  public Tensor of(Param param) {
    Tensor sum = null;
    for (Node node : byNode.keySet()) {
      if (node.op() instanceof Leaf.Parameter leaf && leaf.param() == param) {
        Tensor part = of(node);
        sum = sum == null ? part : sum.add(part);
      }
    }
    return sum == null ? Tensor.zeros(param.shape()) : sum;
  }

  private Tensor of(Node x) {
    Node gradient = byNode.get(x);
    if (gradient == null) {
      requireFollowed(x);
      return Tensor.zeros(x.shape());
    }
    if (loss.value() != null) {
      if (gradient.value() == null) {
        Backward.requireFresh(loss);
      }
      Interpreter.shared().evaluate(gradient);
      return Tensor.of(gradient, Origin.NONE);
    }
    // What the user computes from it is the user's, as in eager mode, and keeps its roundings.
    return Tensor.of(gradient, new Origin(gradient.path(), false));
  }

  private void requireFollowed(Node x) {
    if (targets.isEmpty()) {
      if (loss.value() != null && x.value() != null && !x.tracked()) {
        throw new IllegalArgumentException(
            x + " is not tracked, so nobody knows what was computed from it: use tracked() first");
      }
    } else if (targets.stream().noneMatch(target -> target == x)) {
      throw new IllegalArgumentException(
          x + " was not asked for: name it in gradients(...), or ask for all with gradients()");
    }
  }

  /// Whether the loss depends on `x` by a path that was followed.
  public boolean reaches(Tensor x) {
    return byNode.containsKey(x.node());
  }

  /// How `dL/dx` was computed: one line for each use of `x`, with formulas, shapes and layer names.
  public String explain(Tensor x) {
    return io.gradus.graph.Explanation.of(loss, x.node(), byNode);
  }

  /// The number that was differentiated.
  public Tensor loss() {
    return Tensor.of(loss, Origin.NONE);
  }

  /// The number that was differentiated, and how many values have a gradient.
  @Override
  public String toString() {
    return "Gradients of %s with respect to %d values".formatted(loss(), byNode.size());
  }
}
