package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y = (x - mean) / sqrt(variance + epsilon)`, mean and variance of each sample and channel over
/// all places, times scale plus shift if it learns them (Ulyanov et al. 2016, eq. 3).
///
/// x and y `[n, places.., channels]`, scale and shift `[channels]`.
///
/// @param affine whether there are scale and shift; not by default, as in PyTorch
public record InstanceNorm(double epsilon, boolean affine) implements Layer {
  /// Checks that `epsilon` is 0 or more, and finite.
  ///
  /// @throws IllegalArgumentException if it is not
  public InstanceNorm {
    if (!(epsilon >= 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "InstanceNorm takes an epsilon of 0 or more, got " + epsilon);
    }
  }

  /// With `epsilon` 1e-5, and without scale and shift.
  public InstanceNorm() {
    this(1e-5, false);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    if (x.shape().rank() < 3) {
      throw new ShapeException("InstanceNorm takes [n, places.., channels], got " + x.shape());
    }
    int channels = x.shape().length(-1);
    Tensor y = GroupNorm.apart(x, channels, epsilon);
    Shape width = Shape.of(channels);
    return affine
        ? y.multiply(s.param("scale", width, new Initializer.Ones()))
            .add(s.param("shift", width, new Initializer.Zeros()))
        : y;
  }
}
