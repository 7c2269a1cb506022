package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
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
    return window.over(x, x.length(3));
  }

  private DepthwiseSum sum(Shape x) {
    return new DepthwiseSum(
        window.y().forward(x.length(1)), window.x().forward(x.length(2)), x.length(3));
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
