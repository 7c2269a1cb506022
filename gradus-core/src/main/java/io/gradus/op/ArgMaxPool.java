package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.graph.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the largest number under a window is, channel by channel: its place among all numbers of
/// the image, for [Pick]. The first of equals; the first NaN wins; padding never does.
///
/// x `[n, height, width, channels]`, result `[n, rows, columns, channels]`.
public record ArgMaxPool(Window window) implements Indexing, ArrayLoop {
  @Override
  public Kind kind() {
    return Kind.INDEX;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 4) {
      throw new ShapeException("pooling takes images [n, height, width, channels], got " + x);
    }
    check(window.y(), x.length(1));
    check(window.x(), x.length(2));
    return window.over(x, x.length(3));
  }

  /// There is no largest of nothing.
  private static void check(Window.Axis axis, int length) {
    for (int place = 0; place < axis.places(length); place++) {
      if (first(axis, place) >= end(axis, place, length)) {
        throw new ShapeException(
            "a pooling window (size %d, stride %d, padding %d and %d, dilation %d) touches none of %d pixels at place %d: take less padding"
                .formatted(
                    axis.taps(),
                    axis.stride(),
                    axis.before(),
                    axis.after(),
                    axis.dilation(),
                    length,
                    place));
      }
    }
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    Shape x = shapes.get(0);
    int channels = x.length(3);
    int image = x.slice(1, 4).size();
    for (int at = 0; at < shape.size(); at++) {
      int c = at % channels;
      int j = at / channels % shape.length(2);
      int i = at / channels / shape.length(2) % shape.length(1);
      int n = at / channels / shape.length(2) / shape.length(1);
      int best = -1;
      for (int a = 0; a < window.y().taps(); a++) {
        int y = window.y().pixel(i, a);
        for (int b = 0; b < window.x().taps(); b++) {
          int px = window.x().pixel(j, b);
          if (y < 0 || y >= x.length(1) || px < 0 || px >= x.length(2)) {
            continue;
          }
          int here = (y * x.length(2) + px) * channels + c;
          if (best < 0 || beats(in.get(0).at(n * image + here), in.get(0).at(n * image + best))) {
            best = here;
          }
        }
      }
      out.setIndex(at, best);
    }
  }

  private static boolean beats(double challenger, double champion) {
    return challenger > champion || Double.isNaN(challenger) && !Double.isNaN(champion);
  }

  @Override
  public Loop loop(List<Shape> in, Shape out) {
    return new Loop(out.length(0) * out.length(1), this::row);
  }

  /// One line of the result.
  private void row(List<? extends Numbers> in, Numbers out, int chunk) {
    Numbers x = in.get(0);
    int height = x.shape().length(1);
    int width = x.shape().length(2);
    int channels = x.shape().length(3);
    int rows = out.shape().length(1);
    int columns = out.shape().length(2);
    int i = chunk % rows;
    float[] numbers = x.floats();
    int[] found = out.ints();
    int image = x.offset() + chunk / rows * height * width * channels;
    int low = first(window.y(), i);
    int high = end(window.y(), i, height);
    int line = window.y().dilation() * width * channels;
    int step = window.x().dilation() * channels;
    for (int j = 0; j < columns; j++) {
      int left = first(window.x(), j);
      int right = end(window.x(), j, width);
      int start = (window.y().pixel(i, low) * width + window.x().pixel(j, left)) * channels;
      int to = out.offset() + (chunk * columns + j) * channels;
      for (int c = 0; c < channels; c++) {
        int best = start + c;
        float most = numbers[image + best];
        for (int a = 0; a < high - low; a++) {
          int end = start + c + a * line + (right - left) * step;
          for (int here = start + c + a * line; here < end; here += step) {
            float value = numbers[image + here];
            // Larger, or the first NaN; without a branch, which would be guessed wrong half of the
            // time.
            boolean beats = !(value <= most) & !Float.isNaN(most);
            best = beats ? here : best;
            most = beats ? value : most;
          }
        }
        found[to + c] = best;
      }
    }
  }

  /// The first tap that is inside of the image.
  private static int first(Window.Axis axis, int place) {
    int outside = -axis.pixel(place, 0);
    return outside <= 0 ? 0 : Math.ceilDiv(outside, axis.dilation());
  }

  /// The tap after the last that is inside.
  private static int end(Window.Axis axis, int place, int length) {
    int inside = length - axis.pixel(place, 0);
    return Math.min(axis.taps(), Math.ceilDiv(inside, axis.dilation()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.none(1);
  }

  @Override
  public String formula(List<String> operands) {
    return "argMaxPool(" + operands.get(0) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int height = window.y().reach() + 2;
    int width = window.x().reach() + 3;
    return List.of(
        Example.of(Shape.of(2, height, width, 3)),
        Example.of(Shape.of(1, window.y().reach(), window.x().reach(), 1)),
        Example.of(Shape.of(0, height, width, 2)));
  }
}
