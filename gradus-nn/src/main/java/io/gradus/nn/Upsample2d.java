package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// Images with `factor` times as many rows and columns.
///
/// x `[n, height, width, channels]`, y `[n, factor*height, factor*width, channels]`.
///
/// @param bilinear interpolates between the centres of the pixels (PyTorch's `bilinear` with
///   `align_corners` off); else each pixel becomes a square (`nearest`)
public record Upsample2d(int factor, boolean bilinear) implements Layer {
  /// Checks that the factor is 1 or more.
  ///
  /// @throws IllegalArgumentException if it is not
  public Upsample2d {
    if (factor < 1) {
      throw new IllegalArgumentException("Upsample2d takes a factor of 1 or more, got " + factor);
    }
  }

  /// Each pixel becomes a square.
  public Upsample2d(int factor) {
    this(factor, false);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("Upsample2d", x.shape());
    Shape in = x.shape();
    int height = in.length(1);
    int width = in.length(2);
    if (bilinear) {
      return Images.resample(
          x,
          Images.interpolation(height, factor * height),
          Images.interpolation(width, factor * width));
    }
    int n = in.length(0);
    int channels = in.length(3);
    return x.reshape(Shape.of(n, height, 1, width, 1, channels))
        .expand(Shape.of(n, height, factor, width, factor, channels))
        .reshape(Shape.of(n, factor * height, factor * width, channels));
  }
}
