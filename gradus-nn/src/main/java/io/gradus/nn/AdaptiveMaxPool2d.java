package io.gradus.nn;

import io.gradus.Tensor;
import java.util.Arrays;

/// The largest numbers of `height x width` parts that cover the image, cut as by
/// [AdaptiveAvgPool2d].
///
/// x `[n, any, any, channels]`, y `[n, height, width, channels]`.
public record AdaptiveMaxPool2d(int height, int width) implements Layer {
  /// Checks that both sizes are 1 or more.
  ///
  /// @throws IllegalArgumentException if one is not
  public AdaptiveMaxPool2d {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "AdaptiveMaxPool2d takes sizes of 1 or more, got " + height + " x " + width);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("AdaptiveMaxPool2d", x.shape());
    return largest(largest(x, 1, height), 2, width);
  }

  private static Tensor largest(Tensor x, int axis, int parts) {
    int length = x.shape().length(axis);
    Tensor[] each = new Tensor[parts];
    Arrays.setAll(
        each,
        i -> x.slice(axis, Images.start(i, length, parts), Images.end(i, length, parts)).max(axis));
    return Tensor.concat(axis, each);
  }
}
