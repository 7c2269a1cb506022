package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Random numbers that depend on a key, the step, the sample and the element, and on nothing else.
public non-sealed interface Sampling extends Op {
  /// The shape of the result.
  Shape of();

  /// The number for this element of this sample at this step. The first axis counts samples when
  /// the rank is above 1.
  float draw(long step, long sample, int element);

  @Override
  default Shape shape(List<Shape> inputs) {
    return of();
  }

  @Override
  default List<@Nullable Tensor> vjp(Vjp call) {
    return List.of();
  }
}
