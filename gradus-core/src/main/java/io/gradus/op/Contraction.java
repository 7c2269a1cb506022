package io.gradus.op;

/// Sums of products over a shared axis. [MatMul] is the one there is.
public non-sealed interface Contraction extends Op {
  /// Whether the first operand is stored `[.., k, i]`, not `[.., i, k]`.
  boolean transposeA();

  /// Whether the second operand is stored `[.., j, k]`, not `[.., k, j]`.
  boolean transposeB();
}
