package io.gradus.data;

import io.gradus.train.DataException;

/// A part of the image's own size, cut at random from the image with black pixels around it.
///
/// That moves the image by -padding to padding pixels in each direction, each as likely.
///
/// @param padding black pixels on each side
public record Crop(int padding) implements ImageChange {
  /// Checks the padding.
  ///
  /// @throws DataException if it is less than 1
  public Crop {
    if (padding < 1) {
      throw new DataException("Crop: expected a padding of 1 or more pixels, got " + padding);
    }
  }

  @Override
  public void apply(Picture picture, Draws draws) {
    int down = draws.below(2 * padding + 1, 0) - padding;
    int right = draws.below(2 * padding + 1, 1) - padding;
    Picture from = picture.copy();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int fromY = y + down;
        int fromX = x + right;
        boolean inside =
            fromY >= 0 && fromY < picture.height() && fromX >= 0 && fromX < picture.width();
        for (int c = 0; c < picture.channels(); c++) {
          picture.numbers()[picture.at(y, x) + c] =
              inside ? from.numbers()[from.at(fromY, fromX) + c] : 0;
        }
      }
    }
  }
}
