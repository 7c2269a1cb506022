package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operand repeated along the axes where its length is 1, as broadcasting does.
public record Expand(Shape to) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).broadcastsTo(to)) {
      throw new ShapeException(
          "expand: %s does not expand to %s; its lengths must be the same or 1, from the last axis on"
              .formatted(inputs.get(0), to));
    }
    return to;
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    return List.of(new Box(0, 0, inputs.get(0).stridesFor(to), 0, to.strides(), to.lengths()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(call.gradient().sumTo(call.shape(0)));
  }

  @Override
  public String formula(List<String> operands) {
    return "expand(" + operands.get(0) + ", " + to + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of(Shape.scalar()), Example.of(to), Example.of(to.rank() > 0 ? to.with(0, 1) : to));
  }
}
