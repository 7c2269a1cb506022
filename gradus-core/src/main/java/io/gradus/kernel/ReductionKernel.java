package io.gradus.kernel;

/// Folds `n` prologue values into one number, with the order of additions fixed for every vector
/// width.
///
/// Sixteen virtual lanes start at the fold's identity; element `i` is folded into lane `i mod 16`,
/// in ascending order; then the lanes are folded as a tree: lane `l` with `l + 8`, then `l + 4`, `l
/// + 2`, `l + 1`.
public interface ReductionKernel {
  /// The fold of `n` elements; element `i` of operand `j` is `in[j][inOffset[j] + i *
  /// inStride[j]]`.
  ///
  /// @param arguments the numbers given at run time
  float run(float[][] in, int[] inOffset, int[] inStride, float[] arguments, int n);
}
