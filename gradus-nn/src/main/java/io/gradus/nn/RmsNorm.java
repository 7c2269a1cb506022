package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = x / sqrt(mean x^2 + epsilon) * scale` over the last axis (Zhang and Sennrich 2019, eq. 4).
///
/// x and y `[.., n]`; scale `[n]`. Epsilon is `2^-23` unless told, the distance from 1 to the next
/// float, as in PyTorch.
public record RmsNorm(double epsilon) implements Layer {
  /// Checks epsilon.
  ///
  /// @throws IllegalArgumentException if epsilon is negative or not finite
  public RmsNorm {
    if (!(epsilon >= 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("RmsNorm takes an epsilon of 0 or more, got " + epsilon);
    }
  }

  /// Epsilon `2^-23`, as in PyTorch.
  public RmsNorm() {
    this(0x1p-23);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = x.multiply(x.square().mean(-1).add(epsilon).rsqrt());
    return y.multiply(s.param("scale", Shape.of(x.shape().length(-1)), new Initializer.Ones()));
  }
}
