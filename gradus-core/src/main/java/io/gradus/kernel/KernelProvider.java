package io.gradus.kernel;

import java.util.Optional;

/// Found by `ServiceLoader`: offers kernels for this virtual machine, or says why not.
public interface KernelProvider {
  /// Kernels of the given width in bits (128, 256, 512), or of the machine's preferred width when
  /// `bits` is 0; or the reason against.
  Offer offer(int bits);

  /// Kernels, or the reason why there are none, with the remedy.
  record Offer(Optional<Kernels> kernels, String reason) {}
}
