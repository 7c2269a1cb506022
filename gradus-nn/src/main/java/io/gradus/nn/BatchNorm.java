package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;

/// `y = (x - mean) / sqrt(variance + epsilon) * scale + shift` per channel, over all axes but the
/// last (Ioffe and Szegedy 2015, alg. 1).
///
/// While training, mean and variance are the batch's, and the running ones move towards them by
/// `momentum` (the variance unbiased, as in PyTorch); otherwise the running ones are used.
///
/// x and y `[.., channels]`; scale, shift and the running statistics `[channels]`.
///
/// @param epsilon added to the variance, so that a constant channel divides by no zero
/// @param momentum the share of the batch in the running statistics, in `[0, 1]`
public record BatchNorm(double epsilon, double momentum) implements Layer {
  /// Checks the settings.
  ///
  /// @throws IllegalArgumentException if epsilon is negative or not finite, or momentum is not in
  ///   `[0, 1]`
  public BatchNorm {
    if (!(epsilon >= 0 && epsilon <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("BatchNorm takes an epsilon of 0 or more, got " + epsilon);
    }
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("BatchNorm takes a momentum of 0 to 1, got " + momentum);
    }
  }

  /// Epsilon 1e-5 and momentum 0.1, as in PyTorch.
  public BatchNorm() {
    this(1e-5, 0.1);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Shape width = Shape.of(x.shape().length(-1));
    Tensor scale = s.param("scale", width, new Initializer.Ones());
    Tensor shift = s.param("shift", width, new Initializer.Zeros());
    Tensor runningMean = s.buffer("running_mean", width, new Initializer.Zeros());
    Tensor runningVariance = s.buffer("running_variance", width, new Initializer.Ones());
    if (!s.training()) {
      Tensor y = x.subtract(runningMean).multiply(runningVariance.add(epsilon).rsqrt());
      return y.multiply(scale).add(shift);
    }
    int[] axes = new int[x.shape().rank() - 1];
    java.util.Arrays.setAll(axes, i -> i);
    int count = x.shape().size() / Math.max(1, width.size());
    Tensor mean = x.mean(axes);
    Tensor centred = x.subtract(mean);
    Tensor variance = centred.square().mean(axes);
    // One row has no variance: the running statistics wait for the next batch.
    if (count > 1) {
      Tensor unbiased = variance.reshape(width).multiply(count / (count - 1.0));
      s.update(
          "running_mean",
          runningMean.multiply(1 - momentum).add(mean.reshape(width).multiply(momentum)));
      s.update(
          "running_variance",
          runningVariance.multiply(1 - momentum).add(unbiased.multiply(momentum)));
    }
    return centred.multiply(variance.add(epsilon).rsqrt()).multiply(scale).add(shift);
  }
}
