package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.op.BernoulliSample;

/// `y = x * mask / (1 - rate)` while training, `y = x` otherwise; the mask is 0 with probability
/// `rate`.
///
/// Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting", in
/// its inverted form.
public record Dropout(double rate) implements Layer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout takes a rate in [0, 1), got " + rate);
    }
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    long key = s.key();
    if (!s.training() || rate == 0) {
      return x;
    }
    Tensor mask = s.draw(new BernoulliSample(x.shape(), key, 1 - rate));
    return x.multiply(mask).divide(1 - rate);
  }
}
