package io.gradus.simd;

import io.gradus.kernel.ElementwiseKernel;
import io.gradus.kernel.ElementwiseSpec;
import io.gradus.kernel.Gemm;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.KernelCompiler;
import io.gradus.kernel.Kernels;
import io.gradus.kernel.ReductionKernel;
import io.gradus.kernel.ReductionSpec;
import java.lang.invoke.MethodHandles;

/// Vector API kernels of one width, with the bits of the scalar ones.
final class SimdKernels implements Kernels {
  private final int lanes;
  private final KernelCompiler compiler;

  SimdKernels(int bits) {
    lanes = bits / Float.SIZE;
    // This class's lookup: generated classes must see the incubator module, which core does not
    // read.
    compiler = KernelCompiler.vector(MethodHandles.lookup(), lanes);
  }

  @Override
  public String name() {
    return "simd-" + lanes * Float.SIZE;
  }

  @Override
  public int lanes() {
    return lanes;
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
    return SimdGemm.of(spec, lanes);
  }

  /// The name.
  @Override
  public String toString() {
    return name();
  }
}
