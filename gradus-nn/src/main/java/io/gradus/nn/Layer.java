package io.gradus.nn;

import io.gradus.Tensor;

/// A part of a network: a function of a tensor that asks its [Scope] for parameters by name.
///
/// Layers are records of their settings and hold no numbers. Input sizes are inferred from the
/// first input, and the same code creates parameters or finds them.
@FunctionalInterface
public interface Layer {
  /// The layer's output for `x`.
  Tensor forward(Scope s, Tensor x);
}
