package io.gradus.nn;

import io.gradus.Tensor;

/// `y = x + p` with `p[t, 2i] = sin(t / 10000^(2i/d))` and `p[t, 2i+1] = cos(t / 10000^(2i/d))`:
/// tells each step of a sequence where it is (Vaswani et al. 2017, section 3.5).
///
/// x and y `[.., time, d]`.
public record SinusoidalPositions() implements Layer {
  @Override
  public Tensor forward(Scope s, Tensor x) {
    int width = x.shape().length(-1);
    return x.add(
        Positions.of(
            s,
            x.shape().length(-2),
            width,
            (t, i) -> {
              double angle = t / StrictMath.pow(10_000, (double) (i - i % 2) / width);
              return i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
            }));
  }
}
