package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.Patches;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `w[n, a, b, c] = sum_ij g[n, i, j, c] * x[n, i*stride + a*dilation - padding, .., c]`: the
/// gradient of [Depthwise] at its filters, image by image.
///
/// g `[n, rows, columns, channels]`, x `[n, height, width, channels]`, w `[n, a, b, channels]`.
public record DepthwiseFilter(Window window) implements CustomOp, ArrayLoop {
  /// The gradient over all images, `[a, b, channels]`.
  static Tensor over(Window window, Tensor g, Tensor x) {
    Tensor each = Tensor.apply(new DepthwiseFilter(window), List.of(g, x));
    return each.sum(0).reshape(each.shape().slice(1, 4));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape g = inputs.get(0);
    Shape x = inputs.get(1);
    if (!window.gives(g, x) || g.length(3) != x.length(3)) {
      throw new ShapeException(
          "the gradient of depthwise convolution %s at its filters does not take %s and %s"
              .formatted(window, g, x));
    }
    return Shape.of(x.length(0), window.y().taps(), window.x().taps(), x.length(3));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    Shape g = shapes.get(0);
    Shape x = shapes.get(1);
    int channels = shape.length(3);
    Patches.Axis rows = window.y().forward(x.length(1));
    Patches.Axis columns = window.x().forward(x.length(2));
    for (int at = 0; at < shape.size(); at++) {
      int b = at / channels % shape.length(2);
      int a = at / channels / shape.length(2) % shape.length(1);
      int n = at / channels / window.taps();
      double sum = 0;
      for (int place = 0; place < g.length(1) * g.length(2); place++) {
        int y = rows.pixel(place / g.length(2), a);
        int px = columns.pixel(place % g.length(2), b);
        if (y >= 0 && px >= 0) {
          int from = ((n * x.length(1) + y) * x.length(2) + px) * channels + at % channels;
          int with = (n * g.length(1) * g.length(2) + place) * channels + at % channels;
          sum += in.get(0).at(with) * in.get(1).at(from);
        }
      }
      out.set(at, sum);
    }
  }

  @Override
  public Loop loop(List<Shape> in, Shape out) {
    Patches.Axis rows = window.y().forward(in.get(1).length(1));
    Patches.Axis columns = window.x().forward(in.get(1).length(2));
    return new Loop(
        out.length(0) * window.taps(),
        (numbers, result, chunk) -> tap(rows, columns, numbers, result, chunk));
  }

  /// One tap of one image.
  private void tap(
      Patches.Axis rows, Patches.Axis columns, List<? extends Numbers> in, Numbers out, int chunk) {
    Shape g = in.get(0).shape();
    Shape x = in.get(1).shape();
    int channels = x.length(3);
    int n = chunk / window.taps();
    int b = chunk % window.x().taps();
    int a = chunk % window.taps() / window.x().taps();
    int to = out.offset() + chunk * channels;
    Arrays.fill(out.floats(), to, to + channels, 0f);
    for (int i = 0; i < g.length(1); i++) {
      int y = rows.pixel(i, a);
      if (y < 0) {
        continue;
      }
      int line = in.get(1).offset() + (n * x.length(1) + y) * x.length(2) * channels;
      int from = in.get(0).offset() + (n * g.length(1) + i) * g.length(2) * channels;
      for (int j = 0; j < g.length(2); j++) {
        int px = columns.pixel(j, b);
        if (px >= 0) {
          DepthwiseSum.accumulate(
              in.get(0).floats(),
              from + j * channels,
              in.get(1).floats(),
              line + px * channels,
              out.floats(),
              to,
              channels);
        }
      }
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.two(
        call.wants(0) ? weighted(call.input(1), call.gradient()) : null,
        call.wants(1) ? spread(call) : null);
  }

  // Each image has filters of its own here, so the images become channels.
  private Tensor weighted(Tensor x, Tensor d) {
    return back(Tensor.apply(new Depthwise(window), List.of(side(x), filters(d))), x.shape());
  }

  private Tensor spread(Vjp call) {
    Shape x = call.shape(1);
    Tensor images =
        Tensor.apply(
            new DepthwiseData(window, x.length(1), x.length(2)),
            List.of(side(call.input(0)), filters(call.gradient())));
    return back(images, x);
  }

  /// `[n, h, w, c]` as `[1, h, w, n*c]`.
  private static Tensor side(Tensor images) {
    Shape s = images.shape();
    return images
        .transpose(1, 2, 0, 3)
        .reshape(Shape.of(1, s.length(1), s.length(2), s.length(0) * s.length(3)));
  }

  /// `[n, a, b, c]` as `[a, b, n*c]`.
  private static Tensor filters(Tensor d) {
    Shape s = d.shape();
    return d.transpose(1, 2, 0, 3)
        .reshape(Shape.of(s.length(1), s.length(2), s.length(0) * s.length(3)));
  }

  /// `[1, h, w, n*c]` as `[n, h, w, c]`.
  private static Tensor back(Tensor images, Shape of) {
    Shape s = images.shape();
    return images
        .reshape(Shape.of(s.length(1), s.length(2), of.length(0), of.length(3)))
        .transpose(2, 0, 1, 3);
  }

  @Override
  public String formula(List<String> operands) {
    return "depthwise filters(" + operands.get(0) + ", " + operands.get(1) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int height = window.y().reach() + 2;
    int width = window.x().reach() + 3;
    int rows = window.y().places(height);
    int columns = window.x().places(width);
    return List.of(
        Example.of(Shape.of(2, rows, columns, 3), Shape.of(2, height, width, 3)),
        Example.of(Shape.of(1, rows, columns, 1), Shape.of(1, height, width, 1)));
  }
}
