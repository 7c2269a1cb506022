package io.gradus.kernel;

/// The arithmetic behind the executors: plain Java here, Vector API in `gradus-simd`, the same bits
/// from each.
public interface Kernels {
  /// The best kernels of this virtual machine, or those that `-Dgradus.kernels` forces; chosen on
  /// first use.
  static Kernels best() {
    return KernelChoice.ofThisMachine().kernels();
  }

  /// What `doctor` and the log print: `scalar`, `simd-128`, `simd-256`, `simd-512`.
  String name();

  /// Floats per vector; 1 for scalar.
  int lanes();

  /// A kernel for this structure, generated or from the cache.
  ElementwiseKernel elementwise(ElementwiseSpec spec);

  /// A reduction for this structure, generated or from the cache.
  ReductionKernel reduction(ReductionSpec spec);

  /// A product prepared for this shape; it may keep tables but no working memory of its own.
  Gemm gemm(GemmSpec spec);
}
