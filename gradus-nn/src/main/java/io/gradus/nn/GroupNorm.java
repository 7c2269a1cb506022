package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y = (x - mean) / sqrt(variance + epsilon) * scale + shift`, mean and variance of each sample
/// over all its places and a group of neighbouring channels (Wu and He 2018, eq. 1-2).
///
/// x and y `[n, places.., channels]`, scale and shift `[channels]`.
public record GroupNorm(int groups, double epsilon) implements Layer {
  /// Checks that there is a group and `epsilon` is 0 or more, and finite.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public GroupNorm {
    if (groups < 1 || !(epsilon >= 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "GroupNorm takes 1 or more groups and an epsilon of 0 or more, got %d and %s"
              .formatted(groups, epsilon));
    }
  }

  /// With `epsilon` 1e-5.
  public GroupNorm(int groups) {
    this(groups, 1e-5);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int channels = x.shape().length(-1);
    if (x.shape().rank() < 2 || channels % groups != 0) {
      throw new ShapeException(
          "GroupNorm of %d groups takes [n, places.., channels] with channels that they divide, got %s"
              .formatted(groups, x.shape()));
    }
    Shape width = Shape.of(channels);
    return apart(x, groups, epsilon)
        .multiply(s.param("scale", width, new Initializer.Ones()))
        .add(s.param("shift", width, new Initializer.Zeros()));
  }

  /// Each sample's groups of channels with mean 0 and variance 1.
  static Tensor apart(Tensor x, int groups, double epsilon) {
    Shape shape = x.shape();
    int channels = shape.length(-1);
    int places = shape.slice(1, shape.rank() - 1).size();
    Tensor parts = x.reshape(Shape.of(shape.length(0), places, groups, channels / groups));
    Tensor centred = parts.subtract(parts.mean(1, 3));
    Tensor variance = centred.square().mean(1, 3);
    return centred.multiply(variance.add(epsilon).rsqrt()).reshape(shape);
  }
}
