package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.op.Elementwise;

/// `y = f(x)`, element by element; y has the shape of x.
///
/// For a function along an axis there are [Softmax] and [LogSoftmax].
///
/// @param function `f`, such as [io.gradus.op.Relu]
public record Activation(Elementwise.Unary function) implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    return x.map(function);
  }
}
