package io.gradus.kernel;

/// One loop over `n` elements, evaluating every output formula of an [ElementwiseSpec].
public interface ElementwiseKernel {
  /// For `i` in `[0, n)`: `out[j][outOffset[j] + i] = f_j(in[k][inOffset[k] + i * step_k], ...,
  /// arguments)`, where `step_k` is 1, 0 or `inStride[k]` by the operand's [Access].
  ///
  /// All inputs of an element are read before its outputs are written, so an output may be the very
  /// same array and offset as a contiguous input (in place); any other overlap is undefined.
  void run(
      float[][] in,
      int[] inOffset,
      int[] inStride,
      float[][] out,
      int[] outOffset,
      float[] arguments,
      int n);
}
