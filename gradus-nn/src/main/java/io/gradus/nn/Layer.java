package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// A part of a network: a function of a tensor that asks its [Scope] for parameters by name.
///
/// Layers are records of their settings and hold no numbers. Input sizes are inferred from the
/// first input, and the same code creates parameters or finds them.
@FunctionalInterface
public interface Layer extends Network {
  /// The layer's output for `x`.
  Tensor forward(Scope s, Tensor x);

  /// The layer's output for indices, such as tokens; only layers that look something up take them.
  ///
  /// @throws ShapeException if the layer takes numbers, as most do
  default Tensor forward(Scope s, Indices x) {
    throw new ShapeException(
        "it takes numbers and was given indices "
            + x.shape()
            + ": put an Embedding before it, or make the model with input(..) instead of"
            + " indices(..)");
  }

  /// The layer's output for the only input.
  ///
  /// @throws ShapeException if there are several
  // A lambda that becomes a Layer and then a Network does the same, for it is called from here.
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged")
  default Tensor forward(Scope s, Inputs inputs) {
    if (inputs.count() != 1) {
      throw new ShapeException(
          "it takes one input and was given "
              + inputs.nodes().keySet()
              + ": a network of several inputs implements Network");
    }
    return inputs.indices().isEmpty()
        ? forward(s, inputs.numbers().values().iterator().next())
        : forward(s, inputs.indices().values().iterator().next());
  }
}
