package io.gradus.nn.networks;

import io.gradus.Tensor;
import io.gradus.nn.Conv2d;
import io.gradus.nn.Dense;
import io.gradus.nn.Dropout;
import io.gradus.nn.GlobalAvgPool2d;
import io.gradus.nn.Initializer;
import io.gradus.nn.Layer;
import io.gradus.nn.Scope;
import io.gradus.op.Relu6;
import java.util.List;

/// MobileNetV2: blocks that widen with a 1x1 convolution, filter channel by channel, and narrow
/// again without an activation (Sandler et al. 2018, table 2).
///
/// x `[n, height, width, channels]`, y `[n, classes]`; 3,504,872 parameters for 3 channels and
/// 1,000 classes. Filters start normal with He's deviation over the fan-out, the output layer with
/// deviation 0.01, as in torchvision.
///
/// @param stages groups of blocks
/// @param stem filters of the first convolution, which halves the image
/// @param top filters of the last convolution
/// @param dropout the share dropped before the output while training
/// @param classes how many outputs
public record MobileNetV2(List<Stage> stages, int stem, int top, double dropout, int classes)
    implements Layer {
  /// Blocks of one width.
  ///
  /// @param expansion how many times wider they are inside
  /// @param filters channels that come out
  /// @param blocks how many
  /// @param stride of the first; 2 halves the image
  public record Stage(int expansion, int filters, int blocks, int stride) {}

  private static final List<Stage> PAPER =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  /// Keeps a copy of the stages.
  public MobileNetV2 {
    stages = List.copyOf(stages);
  }

  /// The network of the paper.
  public MobileNetV2(int classes) {
    this(PAPER, 32, 1280, 0.2, classes);
  }

  /// The network of the paper with about `multiplier` times as many channels everywhere, in steps
  /// of 8; the last convolution never gets fewer (section 4).
  public static MobileNetV2 of(double multiplier, int classes) {
    List<Stage> stages =
        PAPER.stream()
            .map(
                it -> new Stage(it.expansion, scaled(it.filters, multiplier), it.blocks, it.stride))
            .toList();
    int top = scaled(1280, Math.max(1, multiplier));
    return new MobileNetV2(stages, scaled(32, multiplier), top, 0.2, classes);
  }

  /// The multiple of 8 that is nearest, but not below 90 %.
  private static int scaled(int filters, double multiplier) {
    double wanted = filters * multiplier;
    int nearest = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return nearest < 0.9 * wanted ? nearest + 8 : nearest;
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = Filters.normalised(s, "stem", Filters.convolution(stem, 3, 2), x).map(new Relu6());
    for (int stage = 0; stage < stages.size(); stage++) {
      Scope own = s.in("stage" + (stage + 1));
      Stage it = stages.get(stage);
      for (int block = 0; block < it.blocks; block++) {
        Block layer = new Block(it.expansion, it.filters, block == 0 ? it.stride : 1);
        y = own.call(Integer.toString(block), layer, y);
      }
    }
    y = Filters.normalised(s, "top", Filters.convolution(top, 1, 1), y).map(new Relu6());
    y = s.call("mean", new GlobalAvgPool2d(), y);
    y = s.call("dropout", new Dropout(dropout), y);
    return s.call("output", new Dense(classes).starting(new Initializer.Normal(0, 0.01)), y);
  }

  /// `y = x + f(x)`, or `f(x)` where the shapes differ, with `f` wide inside and narrow at both
  /// ends: an inverted residual with a linear bottleneck (section 3.3).
  ///
  /// x `[n, height, width, channels]`, y `[n, height/stride, width/stride, filters]`.
  ///
  /// @param expansion how many times wider it is inside
  /// @param filters channels that come out
  /// @param stride 2 halves the image
  public record Block(int expansion, int filters, int stride) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      int channels = x.shape().length(3);
      int inside = channels * expansion;
      Tensor y = x;
      if (expansion > 1) {
        y = Filters.normalised(s, "widen", Filters.convolution(inside, 1, 1), y).map(new Relu6());
      }
      Conv2d each = Filters.convolution(inside, 3, stride).groups(inside);
      y = Filters.normalised(s, "filter", each, y).map(new Relu6());
      y = Filters.normalised(s, "narrow", Filters.convolution(filters, 1, 1), y);
      return stride == 1 && channels == filters ? x.add(y) : y;
    }
  }
}
