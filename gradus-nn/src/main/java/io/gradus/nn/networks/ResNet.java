package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.Conv2d;
import io.gradus.nn.Dense;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.Layer;
import io.gradus.nn.MaxPool2d;
import io.gradus.nn.Scope;
import java.util.List;

/// A residual network: stages of blocks `y = relu(x + f(x))`, each stage with half as many pixels
/// and twice as many channels as the one before (He, Zhang, Ren and Sun 2016, table 1).
///
/// x `[n, height, width, channels]`, y `[n, classes]`. The layout is torchvision's: a block that
/// halves the image does so in its 3x3 convolution ("v1.5"), and a shortcut whose shape changes is
/// a 1x1 convolution. With 1,000 classes and 3 channels it has 11,689,512 (18), 21,797,672 (34) and
/// 25,557,032 (50) parameters.
///
/// Filters start normal with He's deviation over the fan-out (He et al. 2015), as in torchvision.
///
/// @param blocks how many blocks each stage has
/// @param bottleneck whether blocks are [Bottleneck]s, else [Basic]
/// @param width channels of the first stage, 64 in the paper
/// @param small whether images are small, about 32x32: then the stem is a 3x3 convolution that
///   keeps their size, else a 7x7 one and a max-pool that leave a quarter of each side
/// @param classes how many outputs
public record ResNet(
    List<Integer> blocks, boolean bottleneck, int width, boolean small, int classes)
    implements Layer {
  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException if there is no stage, or nothing in one
  public ResNet {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "ResNet needs 1 or more stages of 1 or more blocks, got " + blocks);
    }
  }

  /// ResNet-18: four stages of two basic blocks.
  public static ResNet of18(int classes) {
    return new ResNet(List.of(2, 2, 2, 2), false, 64, false, classes);
  }

  /// ResNet-34: basic blocks, 3, 4, 6 and 3 of them.
  public static ResNet of34(int classes) {
    return new ResNet(List.of(3, 4, 6, 3), false, 64, false, classes);
  }

  /// ResNet-50: bottlenecks, 3, 4, 6 and 3 of them.
  public static ResNet of50(int classes) {
    return new ResNet(List.of(3, 4, 6, 3), true, 64, false, classes);
  }

  /// The same network for small images, such as those of CIFAR.
  public ResNet forSmallImages() {
    return new ResNet(blocks, bottleneck, width, true, classes);
  }

  /// The same network with so many channels in its first stage.
  public ResNet width(int channels) {
    return new ResNet(blocks, bottleneck, channels, small, classes);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Conv2d stem = small ? Filters.convolution(width, 3, 1) : Filters.convolution(width, 7, 2);
    Tensor y = Filters.normalised(s, "stem", stem, x).relu();
    if (!small) {
      y = s.call("pool", new MaxPool2d(3).stride(2).padding(1), y);
    }
    for (int stage = 0; stage < blocks.size(); stage++) {
      Scope own = s.in("stage" + (stage + 1));
      int filters = width << stage;
      for (int block = 0; block < blocks.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        Layer layer = bottleneck ? new Bottleneck(filters, stride) : new Basic(filters, stride);
        y = own.call(Integer.toString(block), layer, y);
      }
    }
    y = s.call("mean", new GlobalAvgPool2d(), y);
    return s.call("output", new Dense(classes), y);
  }

  /// `y = relu(shortcut(x) + f(x))` with two 3x3 convolutions in `f` (figure 5, left).
  ///
  /// x `[n, height, width, channels]`, y `[n, height/stride, width/stride, filters]`.
  public record Basic(int filters, int stride) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      Tensor y = Filters.normalised(s, "conv1", Filters.convolution(filters, 3, stride), x).relu();
      y = Filters.normalised(s, "conv2", Filters.convolution(filters, 3, 1), y);
      return y.add(shortcut(s, x, filters, stride)).relu();
    }
  }

  /// `y = relu(shortcut(x) + f(x))` with `f` a 1x1 convolution to `filters` channels, a 3x3 one,
  /// and a 1x1 one to four times as many (figure 5, right).
  ///
  /// x `[n, height, width, channels]`, y `[n, height/stride, width/stride, 4 filters]`.
  public record Bottleneck(int filters, int stride) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      Tensor y = Filters.normalised(s, "conv1", Filters.convolution(filters, 1, 1), x).relu();
      y = Filters.normalised(s, "conv2", Filters.convolution(filters, 3, stride), y).relu();
      y = Filters.normalised(s, "conv3", Filters.convolution(4 * filters, 1, 1), y);
      return y.add(shortcut(s, x, 4 * filters, stride)).relu();
    }
  }

  /// x itself, or projected where its shape is not that of what is added (option B of the paper).
  private static Tensor shortcut(Scope s, Tensor x, int filters, int stride) {
    return stride == 1 && x.shape().length(3) == filters
        ? x
        : Filters.normalised(s, "shortcut", Filters.convolution(filters, 1, stride), x);
  }
}
