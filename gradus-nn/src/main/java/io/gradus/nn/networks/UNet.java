package io.gradus.nn.networks;

import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.nn.Conv2d;
import io.gradus.nn.ConvTranspose2d;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Scope;
import java.util.ArrayList;
import java.util.List;

/// U-Net: an image is halved again and again and then doubled as often, each time beside what it
/// was at that size; every pixel gets a class (Ronneberger, Fischer and Brox 2015, figure 1).
///
/// x `[n, height, width, channels]`, y `[n, height, width, classes]`; height and width are
/// multiples of `2^depth`. As is usual today, the 3x3 convolutions keep the size (the paper's lose
/// the border) and a batch norm follows each. Two convolutions from `a` to `b` channels have `9ab +
/// 9b^2 + 4b` parameters and a doubling from `2b` to `b` has `8b^2 + b`. So there are 31,037,633
/// for 3 channels, width 64, depth 4 and one class, and 65 for each class more.
///
/// Filters start normal with He's deviation over the fan-in, as in the paper's section 3.
///
/// @param width channels at full size, 64 in the paper
/// @param depth how often the image is halved, 4 in the paper
/// @param classes outputs for each pixel
public record UNet(int width, int depth, int classes) implements Layer {
  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if the depth is below 1
  public UNet {
    if (depth < 1) {
      throw new IllegalArgumentException("UNet halves an image 1 or more times, got " + depth);
    }
  }

  /// Width and depth of the paper.
  public UNet(int classes) {
    this(64, 4, classes);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int step = 1 << depth;
    if (x.shape().rank() != 4 || x.shape().length(1) % step + x.shape().length(2) % step > 0) {
      throw new ShapeException(
          "UNet of depth %d takes images [n, height, width, channels] of multiples of %d pixels, got %s"
              .formatted(depth, step, x.shape()));
    }
    List<Tensor> sizes = new ArrayList<>();
    Tensor y = s.call("down0", new Block(width), x);
    for (int level = 1; level <= depth; level++) {
      sizes.add(y);
      y = s.call("pool" + level, new MaxPool2d(2), y);
      y = s.call("down" + level, new Block(width << level), y);
    }
    for (int level = depth - 1; level >= 0; level--) {
      int filters = width << level;
      y = s.call("double" + level, new ConvTranspose2d(filters, 2, 2), y);
      y = s.call("up" + level, new Block(filters), Tensor.concat(3, sizes.get(level), y));
    }
    return s.call("output", new Conv2d(classes, 1), y);
  }

  /// Two 3x3 convolutions, each with a batch norm and a ReLU.
  ///
  /// x `[n, height, width, channels]`, y `[n, height, width, filters]`.
  public record Block(int filters) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      Conv2d convolution = Filters.convolution(filters, 3, 1).starting(new Initializer.HeNormal());
      Tensor y = Filters.normalised(s, "conv1", convolution, x).relu();
      return Filters.normalised(s, "conv2", convolution, y).relu();
    }
  }
}
