package io.gradus.op;

import io.gradus.kernel.Patches;
import java.util.Arrays;
import java.util.List;

/// `out[n, i, j, c] = sum_ab in[n, y(i, a), x(j, b), c] * w[a, b, c]`, with the pixels that the
/// axes name; what is outside counts nothing. One loop for [Depthwise] and, with the axes seen the
/// other way, its gradient at the images.
record DepthwiseSum(Patches.Axis y, Patches.Axis x, int channels) {
  void forward(List<View> in, View out) {
    for (int at = 0; at < out.size(); at++) {
      int c = at % channels;
      int j = at / channels % x.places();
      int i = at / channels / x.places() % y.places();
      int n = at / channels / x.places() / y.places();
      double sum = 0;
      for (int tap = 0; tap < y.taps() * x.taps(); tap++) {
        int py = y.pixel(i, tap / x.taps());
        int px = x.pixel(j, tap % x.taps());
        if (py >= 0 && px >= 0) {
          int from = ((n * y.length() + py) * x.length() + px) * channels + c;
          sum += in.get(0).at(from) * in.get(1).at(tap * channels + c);
        }
      }
      out.set(at, sum);
    }
  }

  /// The line `row` of all lines of the result, each sum an ascending chain of multiply-adds.
  void row(List<? extends ArrayLoop.Numbers> in, ArrayLoop.Numbers out, int row) {
    int line = x.places() * channels;
    int to = out.offset() + row * line;
    Arrays.fill(out.floats(), to, to + line, 0f);
    for (int a = 0; a < y.taps(); a++) {
      int py = y.pixel(row % y.places(), a);
      if (py < 0) {
        continue;
      }
      int from = in.get(0).offset() + (row / y.places() * y.length() + py) * x.length() * channels;
      for (int b = 0; b < x.taps(); b++) {
        int filter = in.get(1).offset() + (a * x.taps() + b) * channels;
        for (int j = 0; j < x.places(); j++) {
          int px = x.pixel(j, b);
          if (px >= 0) {
            accumulate(
                in.get(0).floats(),
                from + px * channels,
                in.get(1).floats(),
                filter,
                out.floats(),
                to + j * channels,
                channels);
          }
        }
      }
    }
  }

  /// `c[i] = a[i] * b[i] + c[i]`, rounded once.
  static void accumulate(float[] a, int ao, float[] b, int bo, float[] c, int co, int count) {
    for (int i = 0; i < count; i++) {
      c[co + i] = Math.fma(a[ao + i], b[bo + i], c[co + i]);
    }
  }
}
