package io.gradus.data;

import io.gradus.train.DataException;

/// Brighter or darker, more or less contrast, stronger or weaker colours, each by a factor `f` from
/// `1 - strength` to `1 + strength`, each as likely.
///
/// One after the other: brightness `y = f x`, contrast `y = f x + (1 - f) m` with `m` the mean grey
/// of the image, saturation `y = f x + (1 - f) g` with `g` the grey of the pixel; each is cut to
/// 0..1.
///
/// @param brightness strength, 0 to 1
/// @param contrast strength, 0 to 1
/// @param saturation strength, 0 to 1; grey images have no saturation
public record ColourJitter(double brightness, double contrast, double saturation)
    implements ImageChange {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  /// Checks the strengths.
  ///
  /// @throws DataException if one is not between 0 and 1
  public ColourJitter {
    for (double strength : new double[] {brightness, contrast, saturation}) {
      if (!(strength >= 0 && strength <= 1)) {
        throw new DataException("ColourJitter: expected strengths from 0 to 1, got " + strength);
      }
    }
  }

  /// One strength for all three.
  public ColourJitter(double strength) {
    this(strength, strength, strength);
  }

  @Override
  public void apply(Picture picture, Draws draws) {
    blend(picture, draws.between(1 - brightness, 1 + brightness, 0), 0);
    double sum = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        sum += grey(picture, picture.at(y, x));
      }
    }
    double mean = sum / (picture.height() * picture.width());
    blend(picture, draws.between(1 - contrast, 1 + contrast, 1), mean);
    if (picture.channels() == 3) {
      saturate(picture, draws.between(1 - saturation, 1 + saturation, 2));
    }
  }

  private static void blend(Picture picture, double factor, double with) {
    float[] numbers = picture.numbers();
    for (int i = picture.offset(); i < picture.offset() + picture.size(); i++) {
      numbers[i] = cut(factor * numbers[i] + (1 - factor) * with);
    }
  }

  private static void saturate(Picture picture, double factor) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int at = picture.at(y, x);
        double grey = grey(picture, at);
        for (int c = 0; c < 3; c++) {
          picture.numbers()[at + c] = cut(factor * picture.numbers()[at + c] + (1 - factor) * grey);
        }
      }
    }
  }

  private static double grey(Picture picture, int at) {
    float[] numbers = picture.numbers();
    return picture.channels() == 3
        ? RED * numbers[at] + GREEN * numbers[at + 1] + BLUE * numbers[at + 2]
        : numbers[at];
  }

  private static float cut(double number) {
    return (float) Math.clamp(number, 0, 1);
  }
}
