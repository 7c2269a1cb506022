package io.gradus.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/// The pixels of a decoded image as bytes `[rows, columns, channels]`, 0 black and 255 white.
final class Pixels {
  private static final int WHITE = 255;

  private Pixels() {}

  /// @param channels 1 for grey, 3 for red, green and blue
  static byte[] of(BufferedImage image, int channels) {
    int[] row = new int[image.getWidth() * 4];
    byte[] pixels = new byte[image.getHeight() * image.getWidth() * channels];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      read(image, y, row);
      for (int x = 0; x < image.getWidth(); x++) {
        at = put(row, x * 4, channels, pixels, at);
      }
    }
    return pixels;
  }

  private static int put(int[] row, int from, int channels, byte[] pixels, int at) {
    int alpha = row[from + 3];
    int red = overWhite(row[from], alpha);
    int green = overWhite(row[from + 1], alpha);
    int blue = overWhite(row[from + 2], alpha);
    if (channels == 1) {
      pixels[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      return at + 1;
    }
    pixels[at] = (byte) red;
    pixels[at + 1] = (byte) green;
    pixels[at + 2] = (byte) blue;
    return at + 3;
  }

  private static int overWhite(int value, int alpha) {
    return (value * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE;
  }

  static boolean isGrey(ColorModel model) {
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /// Red, green, blue and alpha of each pixel of a row.
  private static void read(BufferedImage image, int y, int[] row) {
    ColorModel model = image.getColorModel();
    boolean samples =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (isGrey(model) || model.getColorSpace().isCS_sRGB());
    if (samples) {
      // Java takes grey for linear light and would brighten it on the way to RGB.
      samples(image.getRaster(), model, y, row);
    } else {
      converted(image, y, row);
    }
  }

  private static void samples(Raster raster, ColorModel model, int y, int[] row) {
    int colours = model.getNumColorComponents();
    for (int x = 0; x < raster.getWidth(); x++) {
      for (int c = 0; c < 3; c++) {
        row[x * 4 + c] = sample(raster, model, x, y, colours == 1 ? 0 : c);
      }
      row[x * 4 + 3] = model.hasAlpha() ? sample(raster, model, x, y, colours) : WHITE;
    }
  }

  private static int sample(Raster raster, ColorModel model, int x, int y, int band) {
    int most = (1 << model.getComponentSize(band)) - 1;
    return (int) ((raster.getSample(x, y, band) * (long) WHITE + most / 2) / most);
  }

  private static void converted(BufferedImage image, int y, int[] row) {
    for (int x = 0; x < image.getWidth(); x++) {
      int argb = image.getRGB(x, y);
      row[x * 4] = argb >> 16 & 0xFF;
      row[x * 4 + 1] = argb >> 8 & 0xFF;
      row[x * 4 + 2] = argb & 0xFF;
      row[x * 4 + 3] = argb >>> 24;
    }
  }
}
