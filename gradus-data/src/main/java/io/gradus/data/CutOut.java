package io.gradus.data;

import io.gradus.train.DataException;

/// A black square whose middle is any pixel, each as likely; it may hang over the edge (DeVries and
/// Taylor 2017).
///
/// @param side pixels along a side
public record CutOut(int side) implements ImageChange {
  /// Checks the side.
  ///
  /// @throws DataException if it is less than 1
  public CutOut {
    if (side < 1) {
      throw new DataException("CutOut: expected a side of 1 or more pixels, got " + side);
    }
  }

  @Override
  public void apply(Picture picture, Draws draws) {
    int top = draws.below(picture.height(), 0) - side / 2;
    int left = draws.below(picture.width(), 1) - side / 2;
    for (int y = Math.max(0, top); y < Math.min(picture.height(), top + side); y++) {
      for (int x = Math.max(0, left); x < Math.min(picture.width(), left + side); x++) {
        for (int c = 0; c < picture.channels(); c++) {
          picture.numbers()[picture.at(y, x) + c] = 0;
        }
      }
    }
  }
}
