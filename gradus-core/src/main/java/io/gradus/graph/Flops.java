package io.gradus.graph;

import io.gradus.op.Contraction;
import io.gradus.op.Leaf;
import io.gradus.op.Movement;

/// Floating-point operations, counted as usual: a matrix product takes two for each multiplication;
/// every other op that computes takes one for each number that it makes or, if it makes fewer than
/// it reads, for each that it reads. Moving numbers is free.
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
    long most = node.shape().size();
    for (Node input : node.inputs()) {
      most = Math.max(most, input.op() instanceof Leaf.Parameter ? 0 : input.shape().size());
    }
    return most;
  }
}
