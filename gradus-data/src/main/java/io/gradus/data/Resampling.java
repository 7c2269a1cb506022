package io.gradus.data;

/// An image in another size, by the triangle filter: `y[i] = sum_j w(i, j) x[j] / sum_j w(i, j)`
/// along columns, then along rows.
///
/// `w(i, j) = max(0, 1 - |c(i) - j| / s)` with `c(i)` the place of new pixel i in the old image and
/// `s` how many old pixels a new one covers, at least 1: linear interpolation where the image
/// grows, and a mean without aliasing where it shrinks. Sums are in double, in the order of j.
///
/// @param first the first old pixel of each new one
/// @param weights of the old pixels from there on; they add up to 1
record Resampling(int[] first, double[][] weights) {

  /// From `from` pixels, of which the middle `part` are taken, to `to`.
  static Resampling of(int from, double part, int to) {
    double scale = part / to;
    double support = Math.max(1, scale);
    double start = (from - part) / 2;
    int[] first = new int[to];
    double[][] weights = new double[to][];
    for (int i = 0; i < to; i++) {
      double place = start + (i + 0.5) * scale - 0.5;
      int low = Math.max(0, (int) Math.ceil(place - support));
      int high = Math.min(from - 1, (int) Math.floor(place + support));
      double[] own = new double[high - low + 1];
      double sum = 0;
      for (int j = low; j <= high; j++) {
        own[j - low] = Math.max(0, 1 - Math.abs(place - j) / support);
        sum += own[j - low];
      }
      for (int j = 0; j < own.length; j++) {
        own[j] /= sum;
      }
      first[i] = low;
      weights[i] = own;
    }
    return new Resampling(first, weights);
  }

  /// The middle of an image that has the proportions asked for, in the size asked for.
  ///
  /// @param pixels `[rows, columns, channels]`
  static byte[] cover(
      byte[] pixels, int rows, int columns, int channels, int toRows, int toColumns) {
    if (rows == toRows && columns == toColumns) {
      return pixels;
    }
    double scale = Math.min((double) rows / toRows, (double) columns / toColumns);
    Resampling across = of(columns, toColumns * scale, toColumns);
    Resampling down = of(rows, toRows * scale, toRows);
    double[] wide = new double[rows * toColumns * channels];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < toColumns; x++) {
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int j = 0; j < across.weights[x].length; j++) {
            int at = (y * columns + across.first[x] + j) * channels + c;
            sum += across.weights[x][j] * (pixels[at] & 0xFF);
          }
          wide[(y * toColumns + x) * channels + c] = sum;
        }
      }
    }
    return down.rows(wide, toColumns * channels);
  }

  private byte[] rows(double[] from, int width) {
    byte[] to = new byte[first.length * width];
    for (int y = 0; y < first.length; y++) {
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int j = 0; j < weights[y].length; j++) {
          sum += weights[y][j] * from[(first[y] + j) * width + i];
        }
        to[y * width + i] = (byte) (int) (sum + 0.5);
      }
    }
    return to;
  }
}
