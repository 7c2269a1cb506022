package io.gradus.simd;

/// Copies blocks of matrices with rows and columns exchanged.
final class Transposition {
  private Transposition() {}

  /// `to[at + p*width + j] = b[from + j*stride + p]`, zeros for the columns from `columns` to
  /// `width`.
  static void columns(
      float[] b, int from, int stride, int columns, int steps, float[] to, int at, int width) {
    for (int j = 0; j < columns; j++) {
      int source = from + j * stride;
      int target = at + j;
      for (int p = 0; p < steps; p++) {
        to[target] = b[source + p];
        target += width;
      }
    }
    for (int j = columns; j < width; j++) {
      for (int p = 0; p < steps; p++) {
        to[at + p * width + j] = 0;
      }
    }
  }

  /// `to[at + i*width + p] = a[from + p*stride + i]` for `rows` of `i` and `steps` of `p`.
  static void rows(
      float[] a, int from, int stride, int steps, int rows, float[] to, int at, int width) {
    // Four steps at a time: a row's four numbers lie together, so a line is written fewer times.
    int p = 0;
    for (; p + 4 <= steps; p += 4) {
      int source = from + p * stride;
      int target = at + p;
      for (int i = 0; i < rows; i++) {
        to[target] = a[source + i];
        to[target + 1] = a[source + stride + i];
        to[target + 2] = a[source + 2 * stride + i];
        to[target + 3] = a[source + 3 * stride + i];
        target += width;
      }
    }
    for (; p < steps; p++) {
      for (int i = 0; i < rows; i++) {
        to[at + i * width + p] = a[from + p * stride + i];
      }
    }
  }
}
