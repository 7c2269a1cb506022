package io.gradus.data;

import io.gradus.train.DataException;

/// Left and right change places, for a share of the images: `y[i] = x[width - 1 - i]` in each row.
///
/// @param share how often, 0 to 1
public record Flip(double share) implements ImageChange {
  /// Checks the share.
  ///
  /// @throws DataException if it is not between 0 and 1
  public Flip {
    if (!(share >= 0 && share <= 1)) {
      throw new DataException("Flip: expected a share between 0 and 1, got " + share);
    }
  }

  /// Half of the images.
  public Flip() {
    this(0.5);
  }

  @Override
  public void apply(Picture picture, Draws draws) {
    if (draws.uniform(0) >= share) {
      return;
    }
    float[] numbers = picture.numbers();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width() / 2; x++) {
        int left = picture.at(y, x);
        int right = picture.at(y, picture.width() - 1 - x);
        for (int c = 0; c < picture.channels(); c++) {
          float number = numbers[left + c];
          numbers[left + c] = numbers[right + c];
          numbers[right + c] = number;
        }
      }
    }
  }
}
