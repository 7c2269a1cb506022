package io.gradus.graph;

import io.gradus.op.ArgMaxPool;
import io.gradus.op.Composite;
import io.gradus.op.Contraction;
import io.gradus.op.Depthwise;
import io.gradus.op.DepthwiseData;
import io.gradus.op.DepthwiseFilter;
import io.gradus.op.Gather;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;
import io.gradus.op.OneHot;
import io.gradus.op.Operands;
import io.gradus.op.Pick;
import io.gradus.op.StopGradient;
import io.gradus.op.Window;
import java.util.ArrayList;
import java.util.List;

/// Floating-point operations, counted as usual: products and convolutions, depthwise ones included,
/// take two for each multiplication, padding counted; a pool takes one for each number under each
/// of its windows; a composite takes what its definition does; every other op that computes takes
/// one for each number that it makes or, if it makes fewer than it reads, for each that it reads.
/// Moving numbers is free.
public final class Flops {
  private Flops() {}

  /// The floating-point operations of one node, not counting what it is made from.
  public static long of(Node node) {
    if (node.op() instanceof Leaf || node.op() instanceof Movement) {
      return 0;
    }
    if (node.op() instanceof Contraction contraction) {
      return 2 * contraction.product(node.inputs().stream().map(Node::shape).toList()).operations();
    }
    long first = node.inputs().isEmpty() ? 0 : node.inputs().getFirst().shape().size();
    return switch (node.op()) {
      case Depthwise(Window window) -> 2L * window.taps() * node.shape().size();
      case DepthwiseData(Window window, _, _) -> 2L * window.taps() * first;
      case DepthwiseFilter(Window window) -> 2L * window.taps() * first;
      case ArgMaxPool(Window window) -> (long) window.taps() * node.shape().size();
      case Composite composite -> defined(composite, node);
      case StopGradient _ -> 0;
      case Gather _ -> 0;
      case Pick _ -> 0;
      case OneHot _ -> 0;
      default -> largest(node);
    };
  }

  /// The numbers that it makes or, if more, reads.
  private static long largest(Node node) {
    long most = node.shape().size();
    for (Node input : node.inputs()) {
      most = Math.max(most, input.op() instanceof Leaf.Parameter ? 0 : input.shape().size());
    }
    return most;
  }

  private static long defined(Composite composite, Node node) {
    List<Node> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node input = node.input(i);
      operands.add(Apply.input("operand" + i, input.shape(), input.kind()));
    }
    Node result = composite.define(new Operands(operands, Origin.NONE)).node();
    long sum = 0;
    for (Node inner : Order.of(List.of(result))) {
      sum += of(inner);
    }
    return sum;
  }
}
