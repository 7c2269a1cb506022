package io.gradus.nn;

import io.gradus.Tensor;

/// `l = 1 - y.t / sqrt((|y|^2 + e)(|t|^2 + e))` along the last axis, with `e = 1e-12`: 0 where
/// output and target point the same way, 2 where they point opposite ways. Lengths do not matter.
///
/// Outputs and targets `[.., n]`, losses `[..]`.
public record CosineDistance(Reduction reduction) implements Loss {
  private static final double EPSILON = 1e-12;

  /// The mean over the samples.
  public CosineDistance() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Tensor wanted = targets.requireValues("CosineDistance", outputs.shape());
    Tensor product = outputs.multiply(wanted).sum(-1);
    // Two roots instead of one: the product of two squared lengths leaves the range of float early.
    Tensor cosine = product.multiply(inverse(outputs)).multiply(inverse(wanted));
    return targets.reduce(reduction, cosine.negate().add(1).squeeze(-1));
  }

  private static Tensor inverse(Tensor vectors) {
    return vectors.square().sum(-1).add(EPSILON).rsqrt();
  }
}
