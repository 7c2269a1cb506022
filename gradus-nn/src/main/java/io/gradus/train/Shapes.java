package io.gradus.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Sample shapes as plain arrays: a sample's width is the product of its axes.
final class Shapes {
  private Shapes() {}

  /// product of the sizes; 1 for no axes.
  ///
  /// @throws DataException if a size is not positive or the product passes an array's length
  static int width(int[] shape, String what) {
    long width = 1;
    for (int size : shape) {
      if (size < 1) {
        throw new DataException(
            what + " shape " + Arrays.toString(shape) + ": every axis must be at least 1");
      }
      width *= size;
      if (width > Integer.MAX_VALUE) {
        throw new DataException(what + " shape " + Arrays.toString(shape) + " is too large");
      }
    }
    return (int) width;
  }

  /// rows x width, if one array can hold it.
  static int area(int rows, int width, String what) {
    long area = (long) rows * width;
    if (area > Integer.MAX_VALUE - 8) {
      throw new DataException(
          what + ": " + rows + " rows of " + width + " numbers do not fit in one array");
    }
    return (int) area;
  }

  static List<String> numberedNames(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
