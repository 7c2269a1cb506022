package io.gradus.data;

import io.gradus.train.DataException;

/// Turned about its middle by an angle of -degrees to degrees, each as likely; black where nothing
/// was.
///
/// New pixel (x, y) is the old one at `(x cos a + y sin a, y cos a - x sin a)`, both counted from
/// the middle, by linear interpolation between the four around it.
///
/// @param degrees the largest angle, 0 to 180
public record Rotate(double degrees) implements ImageChange {
  /// Checks the angle.
  ///
  /// @throws DataException if it is not above 0 and at most 180
  public Rotate {
    if (!(degrees > 0 && degrees <= 180)) {
      throw new DataException("Rotate: expected degrees above 0 and up to 180, got " + degrees);
    }
  }

  @Override
  public void apply(Picture picture, Draws draws) {
    double angle = StrictMath.toRadians(draws.between(-degrees, degrees, 0));
    turn(picture, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  private static void turn(Picture picture, double cos, double sin) {
    Picture from = picture.copy();
    double middleX = (picture.width() - 1) / 2.0;
    double middleY = (picture.height() - 1) / 2.0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        double oldX = (x - middleX) * cos + (y - middleY) * sin + middleX;
        double oldY = (y - middleY) * cos - (x - middleX) * sin + middleY;
        for (int c = 0; c < picture.channels(); c++) {
          picture.numbers()[picture.at(y, x) + c] = between(from, oldX, oldY, c);
        }
      }
    }
  }

  private static float between(Picture from, double x, double y, int c) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    double above = pixel(from, left, top, c) * (1 - right) + pixel(from, left + 1, top, c) * right;
    double below =
        pixel(from, left, top + 1, c) * (1 - right) + pixel(from, left + 1, top + 1, c) * right;
    return (float) (above * (1 - down) + below * down);
  }

  private static double pixel(Picture from, int x, int y, int c) {
    boolean inside = x >= 0 && x < from.width() && y >= 0 && y < from.height();
    return inside ? from.numbers()[from.at(y, x) + c] : 0;
  }
}
