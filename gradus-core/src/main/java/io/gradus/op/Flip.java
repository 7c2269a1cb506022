package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operand backwards along an axis.
public record Flip(int axis) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.get(0).axis(axis);
    return inputs.get(0);
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    int[] strides = output.strides();
    int[] from = strides.clone();
    from[axis] = -strides[axis];
    int start = strides[axis] * Math.max(0, output.length(axis) - 1);
    return List.of(new Box(0, start, from, 0, strides, output.lengths()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(Tensor.apply(this, List.of(call.gradient())));
  }

  @Override
  public String formula(List<String> operands) {
    return "flip(" + operands.get(0) + ", axis " + axis + ")";
  }

  @Override
  public List<Example> examples() {
    Shape shape = Shape.of(2, 3, 4).slice(0, Math.min(3, axis + 2));
    return List.of(
        Example.of(shape), Example.of(shape.with(axis, 1)), Example.of(shape.with(axis, 0)));
  }
}
