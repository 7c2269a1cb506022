package io.gradus.data;

import java.util.Arrays;

/// One image in an array of numbers, 0 black and 1 white: row after row, the channels of a pixel
/// side by side.
///
/// @param numbers the array, in which others may lie, too; not copied
/// @param offset where the image begins
/// @param height rows
/// @param width columns
/// @param channels 1 for grey, 3 for red, green and blue
public record Picture(float[] numbers, int offset, int height, int width, int channels) {
  /// Where the pixel of a row and a column begins.
  public int at(int y, int x) {
    return offset + (y * width + x) * channels;
  }

  /// How many numbers there are.
  public int size() {
    return height * width * channels;
  }

  /// The same image in an array of its own.
  public Picture copy() {
    return new Picture(
        Arrays.copyOfRange(numbers, offset, offset + size()), 0, height, width, channels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && Arrays.equals(
            numbers, offset, offset + size(), that.numbers, that.offset, that.offset + size());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {height, width, channels}) * 31
        + Arrays.hashCode(copy().numbers);
  }

  @Override
  public String toString() {
    return "picture of %d x %d pixels, %d channels".formatted(width, height, channels);
  }
}
