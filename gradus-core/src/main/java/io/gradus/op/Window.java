package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.kernel.Patches;

/// How a window slides over images `[n, height, width, channels]`.
public record Window(Axis y, Axis x) {
  /// One axis of a window.
  ///
  /// @param taps how many pixels the window touches
  /// @param stride how far it moves from place to place
  /// @param before zeros before the first pixel
  /// @param after zeros after the last pixel
  /// @param dilation how far apart the touched pixels are; 1 for neighbours
  public record Axis(int taps, int stride, int before, int after, int dilation) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if size, stride or dilation is below 1 or a padding below 0
    public Axis {
      if (taps < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0) {
        throw new IllegalArgumentException(
            "a window takes sizes, strides and dilations of 1 or more and paddings of 0 or more,"
                + " got size %d, stride %d, padding %d and %d, dilation %d"
                    .formatted(taps, stride, before, after, dilation));
      }
    }

    Axis stride(int other) {
      return new Axis(taps, other, before, after, dilation);
    }

    Axis padding(int left, int right) {
      return new Axis(taps, stride, left, right, dilation);
    }

    Axis dilation(int other) {
      return new Axis(taps, stride, before, after, other);
    }

    /// Pixels from the first touched to the last.
    public int reach() {
      return (taps - 1) * dilation + 1;
    }

    /// How many places the window has on an axis of `length` pixels: `floor((length + before +
    /// after - reach) / stride) + 1`.
    public int places(int length) {
      int free = length + before + after - reach();
      if (free < 0) {
        throw new ShapeException(
            "a window over %d pixels (size %d, dilation %d) does not fit %d pixels with padding %d and %d"
                .formatted(reach(), taps, dilation, length, before, after));
      }
      return free / stride + 1;
    }

    /// The pixel under a tap at a place; outside of the axis for padding.
    public int pixel(int place, int tap) {
      return place * stride - before + tap * dilation;
    }

    /// The pixels under each tap at each place.
    Patches.Axis forward(int length) {
      return new Patches.Axis(length, places(length), taps, stride, -before, dilation, 1);
    }

    /// The places over each pixel, tap by tap: `places` of them seen from `length` pixels.
    Patches.Axis backward(int length, int places) {
      return new Patches.Axis(places, length, taps, 1, before, -dilation, stride);
    }
  }

  /// A window of this size, moved by one pixel, without padding.
  public static Window of(int height, int width) {
    return new Window(new Axis(height, 1, 0, 0, 1), new Axis(width, 1, 0, 0, 1));
  }

  /// The same window that moves by these many pixels.
  public Window stride(int height, int width) {
    return new Window(y.stride(height), x.stride(width));
  }

  /// The same window with zeros above and below, left and right.
  public Window padding(int height, int width) {
    return new Window(y.padding(height, height), x.padding(width, width));
  }

  /// The same window whose taps are apart.
  public Window dilation(int height, int width) {
    return new Window(y.dilation(height), x.dilation(width));
  }

  /// The shape of what it gives of images: `[n, rows, columns, channels]`.
  ///
  /// @throws ShapeException if it does not fit the images
  Shape over(Shape images, int channels) {
    return Shape.of(
        images.length(0), y.places(images.length(1)), x.places(images.length(2)), channels);
  }

  /// Whether `[n, rows, columns, any]` is what it gives of these images `[n, height, width, any]`.
  boolean gives(Shape places, Shape images) {
    return places.rank() == 4
        && images.rank() == 4
        && places.equals(over(images, places.length(3)));
  }

  /// How many pixels it touches.
  public int taps() {
    return y.taps() * x.taps();
  }

  @Override
  public String toString() {
    return "%dx%d".formatted(y.taps, x.taps)
        + (y.stride == 1 && x.stride == 1 ? "" : " stride %d,%d".formatted(y.stride, x.stride))
        + (y.before + y.after + x.before + x.after == 0
            ? ""
            : " padding %d+%d,%d+%d".formatted(y.before, y.after, x.before, x.after))
        + (y.dilation == 1 && x.dilation == 1
            ? ""
            : " dilation %d,%d".formatted(y.dilation, x.dilation));
  }
}
