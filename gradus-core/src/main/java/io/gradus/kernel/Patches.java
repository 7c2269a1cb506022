package io.gradus.kernel;

import java.util.Arrays;

/// A matrix that is never made: each row is a patch of an image, for a convolution by products.
///
/// Images lie as `[images, height, width, channels]`. The matrix has a row for each place `(image,
/// i, j)`, `rows x columns` of them per image, and in it a number for each tap `(a, b)` of the
/// window and each channel: that of the pixel at
///
/// `y = (i*stepY + startY + a*tapStepY) / spreadY`, `x` likewise,
///
/// and 0 where this is outside of the image or no whole number. A forward pass has a spread of 1
/// and the stride as step; the gradient at its input has the stride as spread and goes through the
/// taps backwards.
///
/// @param y what happens along the height
/// @param x what happens along the width
public record Patches(int images, int channels, Axis y, Axis x) {
  /// One axis of the images.
  ///
  /// @param length pixels
  /// @param places places of the window
  /// @param taps pixels that the window touches
  /// @param step how far the window moves from place to place
  /// @param start where the first tap of the first place is
  /// @param tapStep how far apart the taps are
  /// @param spread 1, or how many places one pixel is wide
  public record Axis(
      int length, int places, int taps, int step, int start, int tapStep, int spread) {
    /// The pixel at this place and tap, or -1.
    public int pixel(int place, int tap) {
      int at = place * step + start + tap * tapStep;
      if (at < 0 || spread > 1 && at % spread != 0) {
        return -1;
      }
      at /= spread;
      return at < length ? at : -1;
    }

    private boolean runs() {
      return tapStep == 1 && spread == 1;
    }
  }

  /// Rows of the matrix.
  public int rows() {
    return Math.multiplyExact(images, Math.multiplyExact(y.places, x.places));
  }

  /// Columns of the matrix.
  public int columns() {
    return Math.multiplyExact(channels, Math.multiplyExact(y.taps, x.taps));
  }

  /// Where in the images the number at `row` and `column` lies, or -1 where it is a zero outside.
  public int index(int row, int column) {
    int places = y.places * x.places;
    int tap = column / channels;
    int py = y.pixel(row % places / x.places, tap / x.taps);
    int px = x.pixel(row % x.places, tap % x.taps);
    return py < 0 || px < 0
        ? -1
        : ((row / places * y.length + py) * x.length + px) * channels + column % channels;
  }

  /// Copies `count` numbers of each row from `column` on to rows that are `width` apart: `to[at +
  /// r*width + c] = P[row + r, column + c]`.
  public void copy(
      float[] image,
      int offset,
      int row,
      int rows,
      int column,
      int count,
      float[] to,
      int at,
      int width) {
    for (int r = 0; r < rows; r++) {
      copyRow(image, offset, row + r, column, column + count, to, at + r * width);
    }
  }

  private void copyRow(float[] image, int offset, int row, int from, int end, float[] to, int at) {
    int places = y.places * x.places;
    int i = row % places / x.places;
    int j = row % x.places;
    int plane = offset + row / places * y.length * x.length * channels;
    int line = x.taps * channels;
    int column = from;
    int target = at;
    while (column < end) {
      int a = column / line;
      int begin = column - a * line;
      int stop = Math.min(line, begin + end - column);
      int py = y.pixel(i, a);
      if (py < 0) {
        Arrays.fill(to, target, target + stop - begin, 0f);
      } else {
        copyLine(image, plane + py * x.length * channels, j, begin, stop, to, target);
      }
      target += stop - begin;
      column += stop - begin;
    }
  }

  /// Columns `[from, end)` of one line of taps.
  private void copyLine(float[] image, int line, int j, int from, int end, float[] to, int at) {
    if (x.runs()) {
      int first = (j * x.step + x.start) * channels;
      int low = Math.clamp(-first, from, end);
      int high = Math.clamp((long) x.length * channels - first, low, end);
      Arrays.fill(to, at, at + low - from, 0f);
      copy(image, line + first + low, to, at + low - from, high - low);
      Arrays.fill(to, at + high - from, at + end - from, 0f);
      return;
    }
    int column = from;
    int target = at;
    while (column < end) {
      int b = column / channels;
      int channel = column - b * channels;
      int count = Math.min(channels - channel, end - column);
      int px = x.pixel(j, b);
      if (px < 0) {
        Arrays.fill(to, target, target + count, 0f);
      } else {
        copy(image, line + px * channels + channel, to, target, count);
      }
      target += count;
      column += count;
    }
  }

  // For a few numbers a loop is quicker than the call.
  private static void copy(float[] from, int at, float[] to, int target, int count) {
    if (count > 12) {
      System.arraycopy(from, at, to, target, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[target + i] = from[at + i];
    }
  }
}
