package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Tensor;
import io.gradus.op.ArgMaxPool;
import io.gradus.op.Pick;
import io.gradus.op.Window;
import java.util.List;

/// The largest number under a window, channel by channel.
///
/// x `[n, height, width, channels]`, y `[n, rows, columns, channels]`. The gradient goes to the
/// first of equals, as in PyTorch; padding is never the largest.
public record MaxPool2d(Window window) implements Layer {
  /// Windows of `size` by `size` pixels side by side.
  public MaxPool2d(int size) {
    this(Window.of(size, size).stride(size, size));
  }

  /// The same layer that moves by `stride` pixels.
  public MaxPool2d stride(int stride) {
    return new MaxPool2d(window.stride(stride, stride));
  }

  /// The same layer with `padding` pixels on each side, at most half of the window.
  public MaxPool2d padding(int padding) {
    return new MaxPool2d(window.padding(padding, padding));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("MaxPool2d", x.shape());
    Tensor places = Tensor.apply(new ArgMaxPool(window), List.of(x));
    return Tensor.apply(new Pick(), x, Indices.of(places.node(), places.origin()));
  }
}
