package io.gradus.graph;

import io.gradus.kernel.GemmSpec;
import io.gradus.op.After;
import io.gradus.op.Contraction;
import io.gradus.op.Elementwise;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.Reduction;
import io.gradus.op.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lets back-propagation compute cheap results of the forward pass again, where keeping them would
/// take memory until then (Chen et al. 2016, "Training deep nets with sublinear memory cost").
///
/// What is computed again is the same ops over the same numbers, so no bit changes. Cheap are
/// elementwise ops, movements, reductions and random masks, and products whose rows are at least
/// four times as long as their sums, such as the widening layer of a transformer and the scores of
/// attention. A result is computed again only from what is kept anyway and from what is small
/// beside it, such as the means of a normalisation.
public final class Recompute {
  private static final int WIDENING = 4;
  private static final int SMALL = 16;

  private final Map<Node, Integer> positions = new HashMap<>();
  private final Set<Node> gradients = new HashSet<>();
  private final Set<Node> kept = new HashSet<>();
  private final Map<Node, Node> rebuilt = new HashMap<>();
  private final Map<Node, Node> again = new HashMap<>();

  private Recompute() {}

  /// `outputs`, in canonical form before and after.
  public static List<Node> of(List<Node> outputs) {
    return new Recompute().rewrite(outputs);
  }

  private List<Node> rewrite(List<Node> outputs) {
    List<Node> order = Order.of(outputs);
    for (Node node : order) {
      positions.put(node, positions.size());
      if (node.backward()
          && (!cheap(node) || node.inputs().stream().anyMatch(gradients::contains))) {
        gradients.add(node);
      }
    }
    keep(order, outputs);
    for (Node node : order) {
      rebuilt.put(node, gradients.contains(node) ? gradient(node) : node);
    }
    return outputs.stream().map(node -> rebuilt.getOrDefault(node, node)).toList();
  }

  /// Decides what is kept: of what gradients read, the later first, all that cannot be had again.
  private void keep(List<Node> order, List<Node> outputs) {
    for (Node node : order) {
      if (gradients.contains(node)) {
        for (Node input : node.inputs()) {
          if (!gradients.contains(input) && !(input.op() instanceof Leaf)) {
            kept.add(input);
          }
        }
      }
    }
    kept.addAll(outputs);
    Set<Node> wanted = new HashSet<>(outputs);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (kept.contains(node)
          && !wanted.contains(node)
          && node.inputs().stream().noneMatch(input -> small(node, input))) {
        release(node);
      }
    }
  }

  /// Stops keeping a result if it can be computed again, by cheap ops only, from leaves, from what
  /// is kept, and from what is small beside it; that is kept then.
  private void release(Node node) {
    Set<Node> small = new HashSet<>();
    Set<Node> seen = new HashSet<>();
    List<Node> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      Node next = open.removeLast();
      if (!cheap(next)) {
        return;
      }
      for (Node input : next.inputs()) {
        if (input.op() instanceof Leaf || kept.contains(input) || !seen.add(input)) {
          continue;
        }
        if (small(input, node)) {
          small.add(input);
        } else {
          open.add(input);
        }
      }
    }
    kept.remove(node);
    kept.addAll(small);
  }

  private static boolean small(Node node, Node beside) {
    return (long) SMALL * node.shape().size() <= beside.shape().size();
  }

  private static boolean cheap(Node node) {
    return switch (node.op()) {
      case Elementwise _ -> true;
      case Movement _ -> true;
      case Reduction _ -> true;
      case Sampling _ -> true;
      case Contraction op -> {
        GemmSpec product = op.product(node.inputs().stream().map(Node::shape).toList());
        yield product.n() >= (long) WIDENING * product.k();
      }
      default -> false;
    };
  }

  private Node gradient(Node node) {
    Node trigger =
        node.inputs().stream()
            .filter(gradients::contains)
            .max(Comparator.comparing(positions::get))
            .map(rebuilt::get)
            .orElse(null);
    if (trigger == null) {
      return node;
    }
    List<Node> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      boolean there =
          gradients.contains(input) || kept.contains(input) || input.op() instanceof Leaf;
      inputs.add(there ? rebuilt.getOrDefault(input, input) : again(input, trigger));
    }
    return inputs.equals(node.inputs()) ? node : Apply.again(node, inputs);
  }

  /// A forward result computed again once `trigger` is there; the first to ask decides when.
  private Node again(Node node, Node trigger) {
    Node known = again.get(node);
    if (known != null) {
      return known;
    }
    List<Node> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      if (input.op() instanceof Leaf) {
        inputs.add(input);
      } else if (kept.contains(input)) {
        inputs.add(Apply.record(new After(), List.of(input, trigger), node.path(), true));
      } else {
        inputs.add(again(input, trigger));
      }
    }
    Node made = Apply.record(node.op(), inputs, node.path(), true);
    again.put(node, made);
    return made;
  }
}
