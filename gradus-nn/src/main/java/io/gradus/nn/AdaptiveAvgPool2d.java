package io.gradus.nn;

import io.gradus.Tensor;

/// Means over `height x width` parts that cover the image, whatever its size: part `i` goes from
/// `floor(i*length/parts)` to `ceil((i+1)*length/parts)`, as in PyTorch.
///
/// x `[n, any, any, channels]`, y `[n, height, width, channels]`.
public record AdaptiveAvgPool2d(int height, int width) implements Layer {
  /// Checks that both sizes are 1 or more.
  ///
  /// @throws IllegalArgumentException if one is not
  public AdaptiveAvgPool2d {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveAvgPool2d takes sizes of 1 or more, got " + height + " x " + width);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("AdaptiveAvgPool2d", x.shape());
    return Images.resample(
        x, Images.means(x.shape().length(1), height), Images.means(x.shape().length(2), width));
  }
}
