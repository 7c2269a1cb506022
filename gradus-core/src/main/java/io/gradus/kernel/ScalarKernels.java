package io.gradus.kernel;

import java.lang.invoke.MethodHandles;

/// Kernels in plain float arithmetic, for any virtual machine.
public final class ScalarKernels implements Kernels {
  private final KernelCompiler compiler = KernelCompiler.scalar(MethodHandles.lookup());

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public ElementwiseKernel elementwise(ElementwiseSpec spec) {
    return compiler.elementwise(spec);
  }

  @Override
  public ReductionKernel reduction(ReductionSpec spec) {
    return compiler.reduction(spec);
  }

  @Override
  public Gemm gemm(GemmSpec spec) {
    return ScalarGemm.of(spec);
  }

  /// The name.
  @Override
  public String toString() {
    return name();
  }
}
