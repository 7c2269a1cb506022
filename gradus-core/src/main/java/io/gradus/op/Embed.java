package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Zeros of shape `to` with the operand at `start[i], start[i] + step[i], ...` along each axis:
/// padding, and the gradient of a slice.
public record Embed(List<Integer> start, List<Integer> step, Shape to) implements Movement {
  /// The embedding at these starts and steps; the lists are copied.
  public Embed {
    start = List.copyOf(start);
    step = List.copyOf(step);
  }

  static void check(String what, Shape whole, List<Integer> start, List<Integer> step, Shape part) {
    for (int i = 0; i < part.rank(); i++) {
      int last = start.get(i) + step.get(i) * (part.length(i) - 1);
      if (part.length(i) > 0 && (start.get(i) < 0 || step.get(i) < 1 || last >= whole.length(i))) {
        throw new ShapeException(
            what
                + " from "
                + start.get(i)
                + " step "
                + step.get(i)
                + " length "
                + part.length(i)
                + " leaves axis "
                + i
                + " of "
                + whole);
      }
    }
  }

  static int offset(int[] strides, List<Integer> start) {
    int offset = 0;
    for (int i = 0; i < strides.length; i++) {
      offset += strides[i] * start.get(i);
    }
    return offset;
  }

  static int[] steps(int[] strides, List<Integer> step) {
    int[] result = new int[strides.length];
    for (int i = 0; i < strides.length; i++) {
      result[i] = strides[i] * step.get(i);
    }
    return result;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape in = inputs.get(0);
    if (in.rank() != to.rank()) {
      throw new ShapeException("embed of " + in + " does not fit " + to);
    }
    check(name(), to, start, step, in);
    return to;
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    Shape in = inputs.get(0);
    int[] strides = output.strides();
    return List.of(
        new Box(0, 0, in.strides(), offset(strides, start), steps(strides, step), in.lengths()));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(Tensor.apply(new Slice(start, step, call.shape(0)), List.of(call.gradient())));
  }

  @Override
  public String formula(List<String> operands) {
    return "embed(" + operands.get(0) + " at " + start + " step " + step + " in zeros " + to + ")";
  }

  @Override
  public List<Example> examples() {
    int[] lengths = to.lengths();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.max(0, (lengths[i] - start.get(i)) / step.get(i) - 1);
    }
    return List.of(Example.of(Shape.of(lengths)));
  }
}
