package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y_i = from + i`: the places of `count` things in a row; shape `[count]`.
public record Ramp(int from, int count) implements CustomOp {
  /// The places `from` to `from + count - 1`.
  ///
  /// @throws IllegalArgumentException if the count is negative
  public Ramp {
    if (count < 0) {
      throw new IllegalArgumentException("a ramp takes a count of 0 or more, got " + count);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(count);
  }

  @Override
  public void forward(List<View> in, List<Shape> shapes, View out, Shape shape) {
    for (int i = 0; i < count; i++) {
      out.set(i, (double) from + i);
    }
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.none(0);
  }

  @Override
  public String formula(List<String> operands) {
    return from + ", " + (from + 1L) + ", .. (" + count + " in all)";
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.of());
  }
}
