package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// The mean of each channel over the whole image (Lin et al. 2014, section 3.2).
///
/// x `[n, height, width, channels]`, y `[n, channels]`.
public record GlobalAvgPool2d() implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("GlobalAvgPool2d", x.shape());
    return x.mean(1, 2).reshape(Shape.of(x.shape().length(0), x.shape().length(3)));
  }
}
