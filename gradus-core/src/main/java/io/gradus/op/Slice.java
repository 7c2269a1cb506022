package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements `start[i], start[i] + step[i], ...` along each axis, `length[i]` of them.
public record Slice(List<Integer> start, List<Integer> step, Shape to) implements Movement {
  /// The slice with these starts and steps; the lists are copied.
  public Slice {
    start = List.copyOf(start);
    step = List.copyOf(step);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape in = inputs.get(0);
    if (in.rank() != to.rank()) {
      throw new ShapeException("slice of " + to.rank() + " axes does not fit " + in);
    }
    Embed.check(name(), in, start, step, to);
    return to;
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    int[] strides = inputs.get(0).strides();
    return List.of(
        new Box(
            0,
            Embed.offset(strides, start),
            Embed.steps(strides, step),
            0,
            output.strides(),
            output.lengths()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(Tensor.apply(new Embed(start, step, call.shape(0)), List.of(call.gradient())));
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0) + "[from " + start + " step " + step + " to " + to + "]";
  }

  @Override
  public List<Example> examples() {
    int[] lengths = to.lengths();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = start.get(i) + step.get(i) * lengths[i] + 1;
    }
    return List.of(Example.of(Shape.of(lengths)));
  }
}
