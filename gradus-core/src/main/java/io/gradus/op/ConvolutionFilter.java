package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.GemmSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `w[o, (a, b, c)] = sum_nij g[n, i, j, o] * x[n, i*stride + a*dilation - padding, .., c]`: the
/// gradient of a [Convolution] at its filters.
///
/// g `[n, rows, columns, filters]`, x `[n, height, width, channels]`, w `[filters, a*b*channels]`.
public record ConvolutionFilter(Window window) implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape g = inputs.get(0);
    Shape x = inputs.get(1);
    if (!window.gives(g, x)) {
      throw new ShapeException(
          "the gradient of convolution %s at its filters takes [n, rows, columns, filters] and [n, height, width, channels] that belong together, got %s and %s"
              .formatted(window, g, x));
    }
    return Shape.of(g.length(3), window.taps() * x.length(3));
  }

  @Override
  public GemmSpec product(List<Shape> inputs) {
    return GemmSpec.of(inputs.get(0).length(3), Convolution.patches(window, inputs.get(1)));
  }

  /// `[filters, a*b*channels]` as `[filters, a, b, channels]`.
  static Tensor spread(Tensor rows, Window window, int channels) {
    return rows.reshape(
        Shape.of(rows.shape().length(0), window.y().taps(), window.x().taps(), channels));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Shape x = call.shape(1);
    Tensor d = spread(call.gradient(), window, x.length(3));
    Tensor g = null;
    Tensor images = null;
    if (call.wants(0)) {
      g = Tensor.apply(new Convolution(window), List.of(call.input(1), d.transpose(1, 2, 3, 0)));
    }
    if (call.wants(1)) {
      images =
          Tensor.apply(
              new ConvolutionData(window, x.length(1), x.length(2)),
              List.of(call.input(0), d.transpose(1, 2, 0, 3)));
    }
    return Vjp.two(g, images);
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0) + "^T . patches(" + operands.get(1) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int height = window.y().reach() + 2;
    int width = window.x().reach() + 3;
    int rows = window.y().places(height);
    int columns = window.x().places(width);
    return List.of(
        Example.of(Shape.of(2, rows, columns, 3), Shape.of(2, height, width, 2)),
        Example.of(Shape.of(2, rows, columns, 1), Shape.of(2, height, width, 1)),
        Example.of(Shape.of(1, rows, columns, 9), Shape.of(1, height, width, 1)),
        Example.of(Shape.of(0, rows, columns, 2), Shape.of(0, height, width, 3)));
  }
}
