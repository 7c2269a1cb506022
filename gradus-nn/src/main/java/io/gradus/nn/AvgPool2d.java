package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.Depthwise;
import io.gradus.op.Window;
import java.util.List;

/// The mean under a window, channel by channel; padding counts as zeros, as in PyTorch.
///
/// x `[n, height, width, channels]`, y `[n, rows, columns, channels]`.
public record AvgPool2d(Window window) implements Layer {
  /// Windows of `size` by `size` pixels side by side.
  public AvgPool2d(int size) {
    this(Window.of(size, size).stride(size, size));
  }

  /// The same layer that moves by `stride` pixels.
  public AvgPool2d stride(int stride) {
    return new AvgPool2d(window.stride(stride, stride));
  }

  /// The same layer with `padding` zeros on each side.
  public AvgPool2d padding(int padding) {
    return new AvgPool2d(window.padding(padding, padding));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("AvgPool2d", x.shape());
    Shape filters = Shape.of(window.y().taps(), window.x().taps(), x.shape().length(3));
    Tensor share = Tensor.full(filters, 1.0 / window.taps());
    return Tensor.apply(new Depthwise(window), List.of(x, share));
  }
}
