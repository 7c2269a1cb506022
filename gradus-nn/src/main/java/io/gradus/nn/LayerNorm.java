package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = (x - mean) / sqrt(variance + epsilon) * scale + shift` over the last axis (Ba et al. 2016,
/// eq. 3-4).
///
/// x and y `[.., n]`; scale and shift `[n]`. The variance is the biased one.
///
/// @param epsilon added to the variance, so that a constant row divides by no zero
public record LayerNorm(double epsilon) implements Layer {
  /// Checks epsilon.
  ///
  /// @throws IllegalArgumentException if epsilon is negative or not finite
  public LayerNorm {
    if (!(epsilon >= 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("LayerNorm takes an epsilon of 0 or more, got " + epsilon);
    }
  }

  /// Epsilon 1e-5, as in PyTorch.
  public LayerNorm() {
    this(1e-5);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Shape width = Shape.of(x.shape().length(-1));
    Tensor centred = x.subtract(x.mean(-1));
    Tensor y = centred.multiply(centred.square().mean(-1).add(epsilon).rsqrt());
    return y.multiply(s.param("scale", width, new Initializer.Ones()))
        .add(s.param("shift", width, new Initializer.Zeros()));
  }
}
