package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = x / sqrt(mean x^2 + epsilon) * scale` over the last axis (Zhang and Sennrich 2019, eq. 4).
public record RmsNorm(double epsilon) implements Layer {
  public RmsNorm() {
    this(1e-6);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = x.multiply(x.square().mean(-1).add(epsilon).rsqrt());
    return y.multiply(s.param("scale", Shape.of(x.shape().length(-1)), new Initializer.Ones()));
  }
}
