package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.Patches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `x[n, y, x, c] = sum_abo g[n, i, j, o] * w[a, b, o, c]` over the places `i, j` whose tap `a, b`
/// touches `y, x`: the gradient of a [Convolution] at its images, and the transposed convolution.
///
/// g `[n, rows, columns, filters]`, w `[a, b, filters, channels]`, x `[n, height, width,
/// channels]`.
///
/// @param height of the images
/// @param width of the images
public record ConvolutionData(Window window, int height, int width) implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape g = inputs.get(0);
    Shape w = inputs.get(1);
    if (g.rank() != 4
        || w.rank() != 4
        || g.length(1) != window.y().places(height)
        || g.length(2) != window.x().places(width)
        || w.length(0) != window.y().taps()
        || w.length(1) != window.x().taps()
        || w.length(2) != g.length(3)) {
      throw new ShapeException(
          "transposed convolution %s to %dx%d takes [n, %d, %d, filters] and [%d, %d, filters, channels], got %s and %s"
              .formatted(
                  window,
                  height,
                  width,
                  window.y().places(height),
                  window.x().places(width),
                  window.y().taps(),
                  window.x().taps(),
                  g,
                  w));
    }
    return Shape.of(g.length(0), height, width, w.length(3));
  }

  @Override
  public GemmSpec product(List<Shape> inputs) {
    Shape g = inputs.get(0);
    Patches patches =
        new Patches(
            g.length(0),
            g.length(3),
            window.y().backward(height, g.length(1)),
            window.x().backward(width, g.length(2)));
    return GemmSpec.of(patches, inputs.get(1).length(3));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor d = call.gradient();
    Tensor g = null;
    Tensor w = null;
    if (call.wants(0)) {
      g = Tensor.apply(new Convolution(window), List.of(d, call.input(1).transpose(0, 1, 3, 2)));
    }
    if (call.wants(1)) {
      Tensor rows = Tensor.apply(new ConvolutionFilter(window), List.of(call.input(0), d));
      w = ConvolutionFilter.spread(rows, window, call.shape(1).length(3)).transpose(1, 2, 0, 3);
    }
    return Vjp.two(g, w);
  }

  @Override
  public String formula(List<String> operands) {
    return "conv^T(" + operands.get(0) + ", " + operands.get(1) + ", " + window + ")";
  }

  @Override
  public List<Example> examples() {
    int a = window.y().taps();
    int b = window.x().taps();
    int rows = window.y().places(height);
    int columns = window.x().places(width);
    return List.of(
        Example.of(Shape.of(2, rows, columns, 3), Shape.of(a, b, 3, 2)),
        Example.of(Shape.of(1, rows, columns, 1), Shape.of(a, b, 1, 1)),
        Example.of(Shape.of(1, rows, columns, 1), Shape.of(a, b, 1, 18)),
        Example.of(Shape.of(0, rows, columns, 2), Shape.of(a, b, 2, 3)));
  }
}
