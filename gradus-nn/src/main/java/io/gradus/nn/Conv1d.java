package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.op.Window;

/// `y[n, t, o] = sum_ac x[n, t*stride + a*dilation - padding, c] * w[a, c, o] + bias[o]`: filters
/// that slide over sequences.
///
/// x `[n, time, channels]`, weight `[1, a, channels/groups, filters]`, bias `[filters]`, y `[n,
/// places, filters]`.
///
/// @param convolution of images of one line
public record Conv1d(Conv2d convolution) implements Layer {
  /// Checks that the window is a row: of height 1.
  ///
  /// @throws IllegalArgumentException if it is higher
  public Conv1d {
    if (convolution.window().y().taps() != 1) {
      throw new IllegalArgumentException(
          "Conv1d takes a window of height 1, got " + convolution.window());
    }
  }

  /// Filters over `size` neighbouring steps, stride 1, no padding.
  public Conv1d(int filters, int size) {
    this(new Conv2d(filters, 1, size));
  }

  /// The same layer that moves by `stride` steps.
  public Conv1d stride(int stride) {
    return with(window().stride(1, stride));
  }

  /// The same layer with `padding` zeros on both ends.
  public Conv1d padding(int padding) {
    return with(window().padding(0, padding));
  }

  /// The same layer whose taps are `dilation` steps apart.
  public Conv1d dilation(int dilation) {
    return with(window().dilation(1, dilation));
  }

  /// The same layer in `parts` groups.
  public Conv1d groups(int parts) {
    return new Conv1d(convolution.groups(parts));
  }

  /// The same layer with padding before the first step only, so that no step sees a later one (van
  /// den Oord et al. 2016, section 2.1). Set the dilation first.
  public Conv1d causal() {
    Window.Axis x = window().x();
    Window.Axis past = new Window.Axis(x.taps(), x.stride(), x.reach() - 1, 0, x.dilation());
    return with(new Window(window().y(), past));
  }

  private Window window() {
    return convolution.window();
  }

  private Conv1d with(Window window) {
    return new Conv1d(convolution.with(window));
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Decoding.refuse(s, "a convolution does not remember the steps before");
    Shape shape = x.shape();
    if (shape.rank() != 3) {
      throw new ShapeException("Conv1d takes sequences [n, time, channels], got " + shape);
    }
    Tensor line = x.reshape(Shape.of(shape.length(0), 1, shape.length(1), shape.length(2)));
    Tensor y = convolution.forward(s, line);
    return y.reshape(Shape.of(shape.length(0), y.shape().length(2), y.shape().length(3)));
  }
}
