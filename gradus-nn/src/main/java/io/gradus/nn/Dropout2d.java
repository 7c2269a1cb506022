package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// Drops whole channels of an image while training: `y = x * mask / (1 - rate)` with one number of
/// the mask per image and channel, 0 with probability `rate` (Tompson et al. 2015, section 3.2).
///
/// x and y `[n, height, width, channels]`.
public record Dropout2d(double rate) implements Layer {
  /// Checks that the rate is in `[0, 1)`.
  ///
  /// @throws IllegalArgumentException if it is not
  public Dropout2d {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout2d takes a rate in [0, 1), got " + rate);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("Dropout2d", x.shape());
    return Dropout.drop(s, x, rate, Shape.of(x.shape().length(0), 1, 1, x.shape().length(3)));
  }
}
