package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.op.Convolution;
import io.gradus.op.Depthwise;
import io.gradus.op.Window;
import java.util.ArrayList;
import java.util.List;

/// `y[n, i, j, o] = sum_abc x[n, i*stride + a*dilation - padding, .., c] * w[a, b, c, o] +
/// bias[o]`: filters that slide over images (LeCun et al. 1998, section II).
///
/// x `[n, height, width, channels]`, weight `[a, b, channels/groups, filters]`, bias `[filters]`, y
/// `[n, rows, columns, filters]` with `rows = floor((height + 2 padding - dilation (a - 1) - 1) /
/// stride) + 1`. With groups, the first filters see the first channels only, and so on; as many
/// groups as channels is a depthwise convolution. Weight and bias start uniform in `+-1/sqrt(a b
/// channels/groups)`, as in PyTorch.
///
/// @param filters how many channels come out
/// @param window size, stride, padding and dilation
/// @param groups into how many parts the channels are cut
/// @param bias whether to add `bias`
/// @param weight how the weights start
public record Conv2d(int filters, Window window, int groups, boolean bias, Initializer weight)
    implements Layer {
  /// Checks that the groups divide the filters; how they divide the channels is checked when the
  /// input is known.
  ///
  /// @throws IllegalArgumentException if they do not
  public Conv2d {
    if (filters < 1 || groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2d takes 1 or more groups that divide its filters, got %d filters in %d groups"
              .formatted(filters, groups));
    }
  }

  /// Filters of `size` by `size` pixels, stride 1, no padding.
  public Conv2d(int filters, int size) {
    this(filters, size, size);
  }

  /// Filters of `height` by `width` pixels, stride 1, no padding.
  public Conv2d(int filters, int height, int width) {
    this(filters, Window.of(height, width), 1, true, new Initializer.FanInUniform());
  }

  /// The same layer that moves by `stride` pixels.
  public Conv2d stride(int stride) {
    return with(window.stride(stride, stride));
  }

  /// The same layer with `padding` zeros on each side.
  public Conv2d padding(int padding) {
    return with(window.padding(padding, padding));
  }

  /// The same layer whose taps are `dilation` pixels apart.
  public Conv2d dilation(int dilation) {
    return with(window.dilation(dilation, dilation));
  }

  /// The same layer with another window.
  public Conv2d with(Window other) {
    return new Conv2d(filters, other, groups, bias, weight);
  }

  /// The same layer in `parts` groups.
  public Conv2d groups(int parts) {
    return new Conv2d(filters, window, parts, bias, weight);
  }

  /// The same layer without `bias`: for use before a normalisation.
  public Conv2d withoutBias() {
    return new Conv2d(filters, window, groups, false, weight);
  }

  /// The same layer whose weights start otherwise.
  public Conv2d starting(Initializer initializer) {
    return new Conv2d(filters, window, groups, bias, initializer);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("Conv2d", x.shape());
    int channels = x.shape().length(3);
    if (channels % groups != 0) {
      throw new ShapeException(
          "%d groups do not divide the %d channels of %s".formatted(groups, channels, x.shape()));
    }
    int each = channels / groups;
    Shape shape = Shape.of(window.y().taps(), window.x().taps(), each, filters);
    Tensor w = s.param("weight", shape, weight);
    Tensor y = groups == 1 ? convolve(x, w) : each == 1 ? depthwise(x, w) : grouped(x, w, each);
    return bias
        ? y.add(
            s.param(
                "bias", Shape.of(filters), Initializer.FanInUniform.ofFan(window.taps() * each)))
        : y;
  }

  private Tensor convolve(Tensor x, Tensor w) {
    return Tensor.apply(new Convolution(window), List.of(x, w));
  }

  private Tensor depthwise(Tensor x, Tensor w) {
    Tensor filtersOf = w.reshape(Shape.of(window.y().taps(), window.x().taps(), filters));
    Tensor channels = Images.repeat(x, filters / groups);
    return Tensor.apply(new Depthwise(window), List.of(channels, filtersOf));
  }

  private Tensor grouped(Tensor x, Tensor w, int each) {
    int out = filters / groups;
    List<Tensor> parts = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      parts.add(convolve(x.slice(3, g * each, (g + 1) * each), w.slice(3, g * out, (g + 1) * out)));
    }
    return Tensor.concat(3, parts.toArray(Tensor[]::new));
  }
}
