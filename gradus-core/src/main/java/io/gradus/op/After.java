package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = a`, to be computed from only when `b` is there; nothing is copied.
///
/// What is computed from `y` is computed again, late, in place of what was computed from `a` and
/// would have to be kept in memory until then: no two of these are taken for the same.
public record After() implements Movement {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
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
    return Vjp.two(call.gradient(), null);
  }

  @Override
  public String formula(List<String> operands) {
    return operands.get(0) + " after " + operands.get(1);
  }

  @Override
  public List<Example> examples() {
    return List.of(Example.of(Shape.of(2, 3), Shape.of(4)));
  }
}
