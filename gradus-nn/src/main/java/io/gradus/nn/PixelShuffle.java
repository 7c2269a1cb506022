package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// `y[n, i*factor + a, j*factor + b, c] = x[n, i, j, (c*factor + a)*factor + b]`: channels become
/// pixels (Shi et al. 2016, eq. 4).
///
/// x `[n, height, width, channels*factor^2]`, y `[n, factor*height, factor*width, channels]`.
public record PixelShuffle(int factor) implements Layer {
  /// Checks that the factor is 1 or more.
  ///
  /// @throws IllegalArgumentException if it is not
  public PixelShuffle {
    if (factor < 1) {
      throw new IllegalArgumentException("PixelShuffle takes a factor of 1 or more, got " + factor);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("PixelShuffle", x.shape());
    Shape in = x.shape();
    if (in.length(3) % (factor * factor) != 0) {
      throw new ShapeException(
          "PixelShuffle takes channels that %d divides, got %s".formatted(factor * factor, in));
    }
    int channels = in.length(3) / factor / factor;
    return x.reshape(Shape.of(in.length(0), in.length(1), in.length(2), channels, factor, factor))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(Shape.of(in.length(0), factor * in.length(1), factor * in.length(2), channels));
  }
}
