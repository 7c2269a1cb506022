package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[n, i, j, c] = sum_ab x[n, i*stride + a*dilation - padding, .., c] * w[a, b, c]`: a
/// convolution in which each channel has a filter of its own and no other channel is mixed in
/// (Howard et al. 2017, eq. 3).
///
/// x `[n, height, width, channels]`, w `[a, b, channels]`, y `[n, rows, columns, channels]`. Each
/// sum is one ascending chain of multiply-adds from +0.
public record Depthwise(Window window) implements CustomOp, ArrayLoop {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    if (x.rank() != 4 || !w.equals(Shape.of(window.y().taps(), window.x().taps(), x.length(3)))) {
      throw new ShapeException(
          "depthwise convolution %s takes images [n, height, width, channels] and filters [%d, %d, channels], got %s and %s"
              .formatted(window, window.y().taps(), window.x().taps(), x, w));
    }
    return Shape.of(
        x.length(0), window.y().places(x.length(1)), window.x().places(x.length(2)), x.length(3));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    Shape x = shapes.get(0);
    int channels = shape.length(3);
    for (int at = 0; at < shape.size(); at++) {
      int j = at / channels % shape.length(2);
      int i = at / channels / shape.length(2) % shape.length(1);
      int n = at / channels / shape.length(2) / shape.length(1);
      double sum = 0;
      for (int tap = 0; tap < window.taps(); tap++) {
        int y = window.y().pixel(i, tap / window.x().taps());
        int px = window.x().pixel(j, tap % window.x().taps());
        if (y >= 0 && y < x.length(1) && px >= 0 && px < x.length(2)) {
          int from = ((n * x.length(1) + y) * x.length(2) + px) * channels + at % channels;
          sum += in.get(0).at(from) * in.get(1).at(tap * channels + at % channels);
        }
      }
      out.set(at, sum);
    }
  }

  @Override
  public int chunks(List<Shape> in, Shape out) {
    return out.length(0) * out.length(1);
  }

  @Override
  public void run(List<? extends Numbers> in, Numbers out, int chunk) {
    Shape x = in.get(0).shape();
    int channels = x.length(3);
    int rows = out.shape().length(1);
    int columns = out.shape().length(2);
    int line = columns * channels;
    int to = out.offset() + chunk * line;
    Arrays.fill(out.floats(), to, to + line, 0f);
    for (int a = 0; a < window.y().taps(); a++) {
      int y = window.y().pixel(chunk % rows, a);
      if (y < 0 || y >= x.length(1)) {
        continue;
      }
      int from = in.get(0).offset() + (chunk / rows * x.length(1) + y) * x.length(2) * channels;
      for (int b = 0; b < window.x().taps(); b++) {
        int filter = in.get(1).offset() + (a * window.x().taps() + b) * channels;
        for (int j = 0; j < columns; j++) {
          int px = window.x().pixel(j, b);
          if (px >= 0 && px < x.length(2)) {
            accumulate(
                in.get(0).floats(),
                from + px * channels,
                in.get(1).floats(),
                filter,
                out.floats(),
                to + j * channels,
                channels);
          }
        }
      }
    }
  }

  /// `c[i] = a[i] * b[i] + c[i]`, rounded once.
  static void accumulate(float[] a, int ao, float[] b, int bo, float[] c, int co, int count) {
    for (int i = 0; i < count; i++) {
      c[co + i] = Math.fma(a[ao + i], b[bo + i], c[co + i]);
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Shape x = call.shape(0);
    Tensor g = call.gradient();
    return Vjp.two(
        call.wants(0)
            ? Tensor.apply(
                new DepthwiseData(window, x.length(1), x.length(2)), List.of(g, call.input(1)))
            : null,
        call.wants(1) ? DepthwiseFilter.over(window, g, call.input(0)) : null);
  }

  @Override
  public String formula(List<String> operands) {
    return "depthwise(" + operands.get(0) + ", " + operands.get(1) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int a = window.y().taps();
    int b = window.x().taps();
    int height = window.y().reach() + 2;
    int width = window.x().reach() + 3;
    return List.of(
        Example.of(Shape.of(2, height, width, 3), Shape.of(a, b, 3)),
        Example.of(Shape.of(1, window.y().reach(), window.x().reach(), 1), Shape.of(a, b, 1)),
        Example.of(Shape.of(0, height, width, 2), Shape.of(a, b, 2)));
  }
}
