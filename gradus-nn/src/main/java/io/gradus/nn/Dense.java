package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = x W + b`: every output is a weighted sum of all inputs.
///
/// x `[.., in]`, W `[in, out]`, b `[out]`, y `[.., out]`. By default both start uniform in
/// `+-1/sqrt(in)`, as in PyTorch.
///
/// @param units how many outputs
/// @param bias whether to add `b`
/// @param weight how W starts
/// @param offset how b starts; null for `U(+-1/sqrt(in))`
public record Dense(
    int units,
    boolean bias,
    Initializer weight,
    @org.jspecify.annotations.Nullable Initializer offset)
    implements Layer {
  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if there is no unit
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("Dense needs at least 1 unit, got " + units);
    }
  }

  /// With a bias, and both starting uniform in `+-1/sqrt(in)`.
  public Dense(int units) {
    this(units, true, new Initializer.FanInUniform(), null);
  }

  /// The same layer without `b`.
  public Dense withoutBias() {
    return new Dense(units, false, weight, offset);
  }

  /// The same layer whose weights start otherwise, and whose bias starts at zero.
  public Dense starting(Initializer initializer) {
    return new Dense(units, bias, initializer, new Initializer.Zeros());
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    int in = x.shape().length(-1);
    Tensor y = x.matmul(s.param("weight", Shape.of(in, units), weight));
    if (!bias) {
      return y;
    }
    double bound = 1 / StrictMath.sqrt(in);
    Initializer start = offset != null ? offset : new Initializer.Uniform(-bound, bound);
    return y.add(s.param("bias", Shape.of(units), start));
  }
}
