package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same numbers in the same order under another shape; nothing is copied.
public record Reshape(Shape to) implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.get(0).size() != to.size()) {
      throw new ShapeException(
          "reshape %s to %s: %d elements are not %d; -1 in place of one length infers it"
              .formatted(inputs.get(0), to, inputs.get(0).size(), to.size()));
    }
    return to;
  }

  @Override
  public boolean alias() {
    return true;
  }

  @Override
  public List<Box> boxes(List<Shape> inputs, Shape output) {
    return List.of(Box.whole(output));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(call.gradient().reshape(call.shape(0)));
  }

  @Override
  public String formula(List<String> operands) {
    return "reshape(" + operands.get(0) + ", " + to + ")";
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.of(Shape.of(to.size())), Example.of(to));
  }
}
