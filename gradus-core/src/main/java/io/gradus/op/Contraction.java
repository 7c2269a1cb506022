package io.gradus.op;

/// Sums of products over a shared axis. [MatMul] is the one there is.
public non-sealed interface Contraction extends Op {
  boolean transposeA();

  boolean transposeB();
}
