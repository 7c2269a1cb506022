package io.gradus.op;

import io.gradus.Shape;
import io.gradus.kernel.GemmSpec;
import java.util.List;

/// Sums of products over a shared axis: matrix products and convolutions.
public non-sealed interface Contraction extends Op {
  /// The matrix product that computes it from the first input as A and the second as B; the result
  /// lies as `[batch, m, n]`.
  GemmSpec product(List<Shape> inputs);
}
