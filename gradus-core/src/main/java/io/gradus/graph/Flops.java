package io.gradus.graph;

import io.gradus.Shape;
import io.gradus.op.Leaf;
import io.gradus.op.MatMul;
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
    if (node.op() instanceof MatMul product) {
      Shape a = node.input(0).shape();
      return 2L * node.shape().size() * a.length(product.transposeA() ? -2 : -1);
    }
    long most = node.shape().size();
    for (Node input : node.inputs()) {
      most = Math.max(most, input.op() instanceof Leaf.Parameter ? 0 : input.shape().size());
    }
    return most;
  }
}
