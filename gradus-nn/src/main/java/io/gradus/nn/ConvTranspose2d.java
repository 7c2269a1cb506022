package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.ConvolutionData;
import io.gradus.op.Window;
import java.util.List;

/// The transposed convolution: `y[n, i*stride + a*dilation - padding, .., o] += x[n, i, j, c] *
/// w[a, b, c, o]`, plus `bias[o]` (Zeiler et al. 2010; Dumoulin and Visin 2016, chapter 4).
///
/// x `[n, height, width, channels]`, weight `[a, b, channels, filters]`, bias `[filters]`, y `[n,
/// rows, columns, filters]` with `rows = (height - 1) stride - 2 padding + dilation (a - 1) + 1 +
/// extra`.
///
/// @param filters how many channels come out
/// @param window of the convolution that it turns around
/// @param extra rows and columns more at the end, where the stride leaves a choice: PyTorch's
///   `output_padding`
/// @param bias whether to add `bias`
public record ConvTranspose2d(int filters, Window window, int extra, boolean bias)
    implements Layer {
  /// Checks that there is a filter, and `extra` is 0 or more.
  ///
  /// @throws IllegalArgumentException if one is outside of its range; says which, and the range
  public ConvTranspose2d {
    if (filters < 1 || extra < 0) {
      throw new IllegalArgumentException(
          "ConvTranspose2d takes 1 or more filters and 0 or more extra rows, got %d and %d"
              .formatted(filters, extra));
    }
    int most = Math.max(window.y().stride(), window.y().dilation());
    int other = Math.max(window.x().stride(), window.x().dilation());
    if (extra >= Math.min(most, other)) {
      throw new IllegalArgumentException(
          "ConvTranspose2d takes fewer extra rows than its stride or its dilation, got "
              + extra
              + " for "
              + window);
    }
  }

  /// Filters of `size` by `size` pixels that move by `stride`.
  public ConvTranspose2d(int filters, int size, int stride) {
    this(filters, Window.of(size, size).stride(stride, stride), 0, true);
  }

  /// The same layer that leaves out `padding` pixels on each side of what comes out.
  public ConvTranspose2d padding(int padding) {
    return new ConvTranspose2d(filters, window.padding(padding, padding), extra, bias);
  }

  /// The same layer with `rows` more rows and columns.
  public ConvTranspose2d extra(int rows) {
    return new ConvTranspose2d(filters, window, rows, bias);
  }

  /// The same layer without `bias`.
  public ConvTranspose2d withoutBias() {
    return new ConvTranspose2d(filters, window, extra, false);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Images.check("ConvTranspose2d", x.shape());
    int channels = x.shape().length(3);
    Shape shape = Shape.of(window.y().taps(), window.x().taps(), channels, filters);
    // PyTorch counts the filters as inputs here.
    int fan = window.taps() * filters;
    Tensor w = s.param("weight", shape, Initializer.FanInUniform.ofFan(fan));
    int height = length(window.y(), x.shape().length(1));
    int width = length(window.x(), x.shape().length(2));
    Tensor y = Tensor.apply(new ConvolutionData(window, height, width), List.of(x, w));
    return bias
        ? y.add(s.param("bias", Shape.of(filters), Initializer.FanInUniform.ofFan(fan)))
        : y;
  }

  private int length(Window.Axis axis, int places) {
    return (places - 1) * axis.stride() - axis.before() - axis.after() + axis.reach() + extra;
  }
}
