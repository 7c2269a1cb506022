package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operands one after the other along an axis.
public record Concat(int axis) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int total = 0;
    for (Shape input : inputs) {
      if (input.rank() != first.rank() || !input.with(axis, 1).equals(first.with(axis, 1))) {
        throw new ShapeException(
            "concat along axis %d: %s and %s differ elsewhere; all other lengths must be the same"
                .formatted(axis, first, input));
      }
      total = Math.addExact(total, input.length(axis));
    }
    return first.with(axis, total);
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    List<Box> boxes = new ArrayList<>();
    int[] strides = output.strides();
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Shape in = inputs.get(i);
      boxes.add(new Box(i, 0, in.strides(), at * strides[axis], strides, in.lengths()));
      at += in.length(axis);
    }
    return boxes;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    List<@Nullable Tensor> gradients = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < call.arity(); i++) {
      int length = call.shape(i).length(axis);
      gradients.add(call.wants(i) ? call.gradient().slice(axis, at, at + length) : null);
      at += length;
    }
    return gradients;
  }

  @Override
  public String formula(List<String> operands) {
    return "concat(" + String.join(", ", operands) + ", axis " + axis + ")";
  }

  @Override
  public List<Example> examples() {
    Shape shape = Shape.of(3, 2, 4).slice(0, Math.max(1, Math.min(3, axis + 2)));
    return List.of(
        Example.of(shape.with(axis, 2), shape, shape.with(axis, 1)),
        Example.of(shape.with(axis, 0), shape));
  }
}
