package io.gradus.nn;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;

/// What layers on images `[n, height, width, channels]` share.
final class Images {
  private Images() {}

  static void check(String layer, Shape x) {
    if (x.rank() != 4) {
      throw new ShapeException(
          layer
              + " takes images [n, height, width, channels], got "
              + x
              + (x.rank() == 3 ? "; one channel is an axis of length 1" : ""));
    }
  }

  /// Each channel `times` times: `c, c, .., d, d, ..`.
  static Tensor repeat(Tensor x, int times) {
    if (times == 1) {
      return x;
    }
    Shape s = x.shape();
    Shape apart = Shape.of(s.length(0), s.length(1), s.length(2), s.length(3), 1);
    return x.reshape(apart).expand(apart.with(4, times)).reshape(s.with(3, s.length(3) * times));
  }

  /// Weights `[out, length]` that take the mean of each of `out` stretches that cover the axis:
  /// from `floor(i*length/out)` to `ceil((i+1)*length/out)`, as in PyTorch.
  static Tensor means(int length, int out) {
    float[] weights = new float[out * length];
    for (int i = 0; i < out; i++) {
      int from = start(i, length, out);
      int end = end(i, length, out);
      for (int j = from; j < end; j++) {
        weights[i * length + j] = (float) (1.0 / (end - from));
      }
    }
    return Tensor.of(Shape.of(out, length), weights);
  }

  static int start(int i, int length, int out) {
    return (int) ((long) i * length / out);
  }

  static int end(int i, int length, int out) {
    return (int) Math.ceilDiv((i + 1L) * length, (long) out);
  }

  /// Weights `[out, length]` of linear interpolation between pixel centres.
  static Tensor interpolation(int length, int out) {
    float[] weights = new float[out * length];
    for (int i = 0; i < out; i++) {
      double at = Math.max(0, (i + 0.5) * length / out - 0.5);
      int low = Math.min((int) at, length - 1);
      int high = Math.min(low + 1, length - 1);
      double share = at - low;
      weights[i * length + low] += (float) (1 - share);
      weights[i * length + high] += (float) share;
    }
    return Tensor.of(Shape.of(out, length), weights);
  }

  /// `y[n, i, j, c] = sum_pq rows[i, p] * columns[j, q] * x[n, p, q, c]`.
  static Tensor resample(Tensor x, Tensor rows, Tensor columns) {
    Shape s = x.shape();
    int n = s.length(0);
    int height = rows.shape().length(0);
    int width = columns.shape().length(0);
    Tensor tall = rows.matmul(x.reshape(Shape.of(n, s.length(1), s.length(2) * s.length(3))));
    Tensor wide = columns.matmul(tall.reshape(Shape.of(n * height, s.length(2), s.length(3))));
    return wide.reshape(Shape.of(n, height, width, s.length(3)));
  }
}
