package io.gradus;

import io.gradus.exec.Interpreter;
import io.gradus.graph.Apply;
import io.gradus.graph.Backward;
import io.gradus.graph.Canonical;
import io.gradus.graph.Explanation;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import io.gradus.graph.Order;
import io.gradus.graph.Origin;
import io.gradus.graph.Value;
import io.gradus.op.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gradients of one number with respect to everything that it was computed from.
///
/// They are graph like any other tensor, so they have gradients themselves. For an eager loss the
/// numbers are computed when they are asked for, and kept; several threads may ask.
public final class Gradients {
  private final Node loss;
  private final Map<Node, Node> byNode;
  private final List<Node> targets;
  private @Nullable Map<Node, Node> canonical;

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
  /// @throws IllegalArgumentException if nobody followed `x`: what is not tracked has no history (a
  ///   frozen parameter is not), and `gradients(a, b)` follows `a` and `b` only
  public Tensor of(Tensor x) {
    return of(x.node());
  }

  /// `dL/dp` for a parameter, summed over wherever the loss used it; zeros when it did not.
  ///
  /// A frozen parameter gets zeros too, whatever the loss: it is not to move, so nobody follows it.
  /// Name its tensor in `gradients(...)` of a traced loss to see what pulls at it.
  public Tensor of(Param param) {
    Tensor sum = null;
    for (Node node : byNode.keySet()) {
      if (node.op() instanceof Leaf.Parameter leaf && leaf.param() == param) {
        Tensor part = of(node);
        sum = sum == null ? part : sum.add(part);
      }
    }
    return sum == null ? zeros(param.shape()) : sum;
  }

  private Tensor of(Node x) {
    Node gradient = byNode.get(x);
    if (gradient == null) {
      requireFollowed(x);
      return zeros(x.shape());
    }
    if (loss.value() == null) {
      // What the user computes from it is the user's, as in eager mode, and keeps its roundings.
      return Tensor.of(gradient, new Origin(gradient.path(), false));
    }
    compute(gradient);
    return Tensor.of(gradient, Origin.NONE);
  }

  // What is computed from a traced loss is traced, zeros included.
  private Tensor zeros(Shape shape) {
    Origin user = new Origin("", false);
    return loss.value() != null
        ? Tensor.zeros(shape)
        : Tensor.of(Apply.fill(shape, 0, new Origin("", true)), user);
  }

  /// Computes the canonical form and keeps its numbers for what was written.
  private synchronized void compute(Node gradient) {
    if (gradient.value() != null) {
      return;
    }
    Backward.requireFresh(loss);
    Interpreter.shared().evaluate(canonical(gradient));
    for (Node node : Order.uncomputed(gradient)) {
      Node computed = canonical(node);
      Value value = computed.value();
      if (value != null) {
        // The numbers of a parameter change with every update.
        boolean owned = !(computed.op() instanceof Leaf.Parameter);
        node.keep(owned ? value : Value.of(value.copyFloats()));
      }
    }
  }

  private Node canonical(Node node) {
    Map<Node, Node> forms = canonical;
    if (forms == null) {
      forms = Canonical.of(new ArrayList<>(byNode.values()));
      canonical = forms;
    }
    return forms.getOrDefault(node, node);
  }

  private void requireFollowed(Node x) {
    if (!targets.isEmpty() && !targets.contains(x)) {
      throw new IllegalArgumentException(
          x + " was not asked for: name it in gradients(...), or ask for all with gradients()");
    }
    // A traced loss follows whatever is named, an eager one has no history of what is not tracked.
    boolean followed = x.tracked() || !targets.isEmpty() && loss.value() == null;
    if (!followed) {
      throw new IllegalArgumentException(
          x
              + " is not tracked, so nobody knows what was computed from it: "
              + (x.op() instanceof Leaf.Parameter
                  ? "its parameter is frozen"
                  : "use tracked() first, and ask for nothing behind stopGradient()"));
    }
  }

  /// Whether the loss depends on `x` by a path that was followed.
  public boolean reaches(Tensor x) {
    return byNode.containsKey(x.node());
  }

  /// How `dL/dx` was computed: one line for each use of `x`, with formulas, shapes and layer names.
  ///
  /// @throws IllegalArgumentException if nobody followed `x`, as in [#of(Tensor)]
  public String explain(Tensor x) {
    if (!reaches(x)) {
      requireFollowed(x.node());
    }
    return Explanation.of(loss, x.node(), byNode, this::canonical);
  }

  /// The loss and the gradients of what was asked for, or else of all leaves that are followed: a
  /// typed listing of the forward and the backward pass as executors run it.
  public Graph graph() {
    List<Node> outputs = new ArrayList<>(List.of(loss));
    byNode.forEach((node, gradient) -> {
      if (targets.isEmpty() ? node.inputs().isEmpty() : targets.contains(node)) {
        outputs.add(gradient);
      }
    });
    return Graph.of(outputs).canonical();
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
