package io.gradus.kernel;

import io.gradus.exec.Workers;
import org.jspecify.annotations.Nullable;

/// A prepared matrix product.
///
/// Each element of C is one ascending `fma` chain over `k` that starts at `+0f`; the k axis may be
/// cut into segments by a rule on the [GemmSpec] alone, and then the segments' sums are added in
/// index order. So every implementation, on any number of workers, gives the same bits.
public interface Gemm {
  /// Floats of scratch memory that [#run] needs for packing with this many workers; 0 when none.
  int scratch(int workers);

  /// Computes the product; allocates nothing.
  ///
  /// Batch element `i` reads A at `ao + aBatch[i]` and B at `bo + bBatch[i]`, and writes C at `co +
  /// i*m*n`. `epilogue`, when given, is called exactly once for every element of C, after its chain
  /// is complete, in stretches of rows, by the worker that computed it.
  void run(
      Workers workers,
      float[] a,
      int ao,
      int[] aBatch,
      float[] b,
      int bo,
      int[] bBatch,
      float[] c,
      int co,
      float[] scratch,
      int so,
      @Nullable RowPass epilogue);

  /// Something to do with a finished stretch of a row of C: add a bias, apply an activation.
  interface RowPass {
    /// Row `row` of `batch * m` rows, columns `[column, column + count)`; `worker` numbers the
    /// calling worker from 0.
    void apply(int row, int column, int count, int worker);
  }
}
