package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = x` where `x > 0`, else `slope x`, with a learned slope (He et al. 2015, "Delving deep into
/// rectifiers", eq. 1).
///
/// @param perChannel whether each entry of the last axis has a slope of its own; else all share one
/// @param start what slopes start at, 0.25 unless told
public record ParametricRelu(boolean perChannel, float start) implements Layer {
  /// Checks the start.
  ///
  /// @throws IllegalArgumentException if it is not finite
  public ParametricRelu {
    if (!Float.isFinite(start)) {
      throw new IllegalArgumentException("ParametricRelu takes a finite start, got " + start);
    }
  }

  /// One slope for all, starting at 0.25, as in PyTorch.
  public ParametricRelu() {
    this(false, 0.25f);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Shape slopes = Shape.of(perChannel ? x.shape().length(-1) : 1);
    return x.prelu(s.param("slope", slopes, new Initializer.Constant(start)));
  }
}
