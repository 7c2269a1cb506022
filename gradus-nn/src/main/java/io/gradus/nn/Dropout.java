package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.op.BernoulliSample;

/// `y = x * mask / (1 - rate)` while training, `y = x` otherwise; the mask is 0 with probability
/// `rate`.
///
/// Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting", in
/// its inverted form. x and y have the same shape, and each element is dropped by itself.
///
/// @param rate the share that is dropped, in `[0, 1)`
public record Dropout(double rate) implements Layer {
  /// Checks the rate.
  ///
  /// @throws IllegalArgumentException if the rate is not in `[0, 1)`
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout takes a rate in [0, 1), got " + rate);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    return drop(s, x, rate, x.shape());
  }

  /// `x * mask / (1 - rate)` while training, with a mask of this shape, which broadcasts to x.
  static Tensor drop(Scope s, Tensor x, double rate, Shape shape) {
    long key = s.key();
    if (!s.training() || rate == 0) {
      return x;
    }
    Tensor mask = s.draw(new BernoulliSample(shape, key, 1 - rate));
    return x.multiply(mask).divide(1 - rate);
  }
}
