package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `x[n, y, x, c] = sum_ab g[n, i, j, c] * w[a, b, c]` over the places `i, j` whose tap `a, b`
/// touches `y, x`: the gradient of [Depthwise] at its images.
///
/// g `[n, rows, columns, channels]`, w `[a, b, channels]`, x `[n, height, width, channels]`.
///
/// @param height of the images
/// @param width of the images
public record DepthwiseData(Window window, int height, int width) implements CustomOp, ArrayLoop {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape g = inputs.get(0);
    Shape w = inputs.get(1);
    if (g.rank() != 4
        || g.length(1) != window.y().places(height)
        || g.length(2) != window.x().places(width)
        || !w.equals(Shape.of(window.y().taps(), window.x().taps(), g.length(3)))) {
      throw new ShapeException(
          "transposed depthwise convolution %s to %dx%d does not take %s and %s"
              .formatted(window, height, width, g, w));
    }
    return Shape.of(g.length(0), height, width, g.length(3));
  }

  private DepthwiseSum sum(Shape g) {
    return new DepthwiseSum(
        window.y().backward(height, g.length(1)),
        window.x().backward(width, g.length(2)),
        g.length(3));
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    sum(shapes.get(0)).forward(in, out);
  }

  @Override
  public Loop loop(List<Shape> in, Shape out) {
    return new Loop(out.length(0) * out.length(1), sum(in.get(0))::row);
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor d = call.gradient();
    return Vjp.two(
        call.wants(0) ? Tensor.apply(new Depthwise(window), List.of(d, call.input(1))) : null,
        call.wants(1) ? DepthwiseFilter.over(window, call.input(0), d) : null);
  }

  @Override
  public String formula(List<String> operands) {
    return "depthwise^T(" + operands.get(0) + ", " + operands.get(1) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int a = window.y().taps();
    int b = window.x().taps();
    int rows = window.y().places(height);
    int columns = window.x().places(width);
    return List.of(
        Example.of(Shape.of(2, rows, columns, 3), Shape.of(a, b, 3)),
        Example.of(Shape.of(1, rows, columns, 1), Shape.of(a, b, 1)),
        Example.of(Shape.of(0, rows, columns, 4), Shape.of(a, b, 4)));
  }
}
