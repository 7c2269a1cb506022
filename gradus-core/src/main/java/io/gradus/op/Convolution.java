package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.kernel.GemmSpec;
import io.gradus.kernel.Patches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y[n, i, j, o] = sum_abc x[n, i*stride + a*dilation - padding, .., c] * w[a, b, c, o]`: a filter
/// slides over images.
///
/// x `[n, height, width, channels]`, w `[a, b, channels, filters]`, y `[n, rows, columns,
/// filters]`. As everywhere in the field it is a cross-correlation: the filter is not turned around
/// (Goodfellow et al. 2016, eq. 9.6).
public record Convolution(Window window) implements Contraction {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    check(this, x, w);
    return window.over(x, w.length(3));
  }

  private static void check(Convolution op, Shape x, Shape w) {
    Window window = op.window();
    if (x.rank() != 4
        || w.rank() != 4
        || w.length(0) != window.y().taps()
        || w.length(1) != window.x().taps()
        || w.length(2) != x.length(3)) {
      throw new ShapeException(
          "convolution %s takes images [n, height, width, channels] and filters [%d, %d, channels, filters], got %s and %s"
              .formatted(window, window.y().taps(), window.x().taps(), x, w));
    }
  }

  @Override
  public GemmSpec product(List<Shape> inputs) {
    return GemmSpec.of(patches(window, inputs.get(0)), inputs.get(1).length(3));
  }

  static Patches patches(Window window, Shape x) {
    return new Patches(
        x.length(0), x.length(3), window.y().forward(x.length(1)), window.x().forward(x.length(2)));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor g = call.gradient();
    Shape x = call.shape(0);
    Tensor images = null;
    Tensor filters = null;
    if (call.wants(0)) {
      images =
          Tensor.apply(
              new ConvolutionData(window, x.length(1), x.length(2)),
              List.of(g, call.input(1).transpose(0, 1, 3, 2)));
    }
    if (call.wants(1)) {
      Tensor rows = Tensor.apply(new ConvolutionFilter(window), List.of(g, call.input(0)));
      filters = ConvolutionFilter.spread(rows, window, x.length(3)).transpose(1, 2, 3, 0);
    }
    return Vjp.two(images, filters);
  }

  @Override
  public String formula(List<String> operands) {
    return "conv(" + operands.get(0) + ", " + operands.get(1) + ", " + window + ")";
  }

  @Override
  public String intuition() {
    return "The same few weights look at every place of the image.";
  }

  @Override
  public List<Example> examples() {
    int a = window.y().taps();
    int b = window.x().taps();
    int height = window.y().reach() + 2;
    int width = window.x().reach() + 3;
    return List.of(
        Example.of(Shape.of(2, height, width, 2), Shape.of(a, b, 2, 3)),
        Example.of(Shape.of(1, window.y().reach(), window.x().reach(), 1), Shape.of(a, b, 1, 1)),
        Example.of(Shape.of(1, window.y().reach(), window.x().reach(), 3), Shape.of(a, b, 3, 18)),
        Example.of(Shape.of(0, height, width, 2), Shape.of(a, b, 2, 3)));
  }
}
