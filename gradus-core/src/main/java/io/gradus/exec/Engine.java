package io.gradus.exec;

import io.gradus.kernel.Kernels;

/// What computes: the kernels and the threads that share them.
public record Engine(Kernels kernels, Workers workers) {
  /// The engine that eager tensors use: the best kernels of this virtual machine on one thread per
  /// core, made on first use.
  public static Engine shared() {
    return Holder.SHARED;
  }

  private static final class Holder {
    static final Engine SHARED =
        new Engine(Kernels.best(), new Workers(Runtime.getRuntime().availableProcessors()));
  }
}
