package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.graph.Backward;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An op with a name of its own that is defined by others: softmax, a normalisation, a loss.
///
/// Its definition gives value, double reference, gradient and formula; planning expands it.
public non-sealed interface Composite extends Op {
  /// The result in terms of other ops. It must use only its operands and constants.
  Tensor define(Operands in);

  @Override
  default List<@Nullable Tensor> vjp(Vjp call) {
    return Backward.through(this, call);
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    return define(Operands.placeholders(this, inputs)).shape();
  }
}
