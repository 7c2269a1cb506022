package io.gradus.simd;

import io.gradus.kernel.KernelProvider;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// Offers the Vector API kernels where the incubator module is there.
public final class SimdProvider implements KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";

  /// Called by `ServiceLoader`.
  public SimdProvider() {}

  @Override
  public Offer offer(int bits) {
    // On the class path nothing asks for the module, so that it may be missing; no class of it may
    // be touched before.
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return new Offer(
          Optional.empty(), "start java with --add-modules " + MODULE + " for faster kernels");
    }
    return Vectors.offer(bits);
  }

  /// Apart, so that it is loaded only where the module is.
  private static final class Vectors {
    static Offer offer(int bits) {
      int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
      int chosen = bits == 0 ? Math.min(preferred, 512) : bits;
      if (chosen != 128 && chosen != 256 && chosen != 512) {
        return new Offer(
            Optional.empty(),
            "this machine's vectors hold " + chosen + " bits; kernels need 128, 256 or 512");
      }
      return new Offer(
          Optional.of(new SimdKernels(chosen)),
          "this machine prefers vectors of " + preferred + " bits");
    }
  }
}
