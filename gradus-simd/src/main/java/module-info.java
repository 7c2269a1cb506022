/// The Vector API kernels, found as a service.
module io.gradus.simd {
  requires io.gradus.core;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides io.gradus.kernel.KernelProvider with
      io.gradus.simd.SimdProvider;
}
