package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Flatten;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Scope;

/// VGG for small images: three stages of two 3x3 convolutions and a max-pool, each twice as wide as
/// the one before, then two dense layers (Simonyan and Zisserman 2015, with the batch norm of Ioffe
/// and Szegedy 2015).
///
/// x `[n, height, width, channels]` of 8x8 pixels or more, y `[n, classes]`. With width `w`, images
/// of 32x32 pixels and 3 channels have these parameters: `9 (3w + w^2 + 2w^2 + 4w^2 + 8w^2 +
/// 16w^2)` in the filters, `2 (2w + 4w + 8w)` in the norms, `16 * 4w * 4w + 4w` in the hidden layer
/// and `(4w + 1) classes` in the output: 551,018 for width 32 and ten classes.
///
/// Filters start normal with He's deviation over the fan-out, as in torchvision.
///
/// @param width filters of the first stage
/// @param classes how many outputs
public record VggSmall(int width, int classes) implements Layer {
  /// 32 filters in the first stage.
  public VggSmall(int classes) {
    this(32, classes);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = x;
    for (int stage = 1; stage <= 3; stage++) {
      Scope own = s.in("stage" + stage);
      int filters = width << (stage - 1);
      y = Filters.normalised(own, "conv1", Filters.convolution(filters, 3, 1), y).relu();
      y = Filters.normalised(own, "conv2", Filters.convolution(filters, 3, 1), y).relu();
      y = own.call("pool", new MaxPool2d(2), y);
    }
    y = s.call("flatten", new Flatten(), y);
    y = s.call("hidden", new Dense(4 * width), y).relu();
    return s.call("output", new Dense(classes), y);
  }
}
