package io.gradus.data;

import io.gradus.train.Column;
import io.gradus.train.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/// A PNG or JPEG file as pixels.
///
/// Grey becomes colour by repeating it, colour becomes grey as `0.299 red + 0.587 green + 0.114
/// blue`; what is transparent lies on white; 16 bits become 8. An image of another size is scaled
/// until it covers the one asked for, and its middle is taken. The orientation that a camera notes
/// beside the pixels is not looked at.
public final class ImageFile {
  private static final long MOST_PIXELS = 1 << 28;

  private ImageFile() {}

  /// What a file says of its image before the pixels.
  record Header(int rows, int columns, boolean grey) {}

  /// Whether a file's name ends in `.png`, `.jpg` or `.jpeg`.
  static boolean isNamed(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  /// The pixels of an image, 0 to 255, as a saved model takes them; see
  /// [io.gradus.train.SavedModel#predict].
  ///
  /// @param as the size and the channels, of which scaling is left to the model
  /// @throws IOException if the file cannot be opened
  /// @throws DataException if it is no image that can be read; names the file
  public static float[] raw(Path file, Column.Image as) throws IOException {
    byte[] pixels = pixels(file, as);
    float[] raw = new float[pixels.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = pixels[i] & 0xFF;
    }
    return raw;
  }

  static byte[] pixels(Path file, Column.Image as) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (ImageInputStream in = stream(new ByteArrayInputStream(bytes))) {
      BufferedImage image = decode(reader(file, in), file);
      byte[] pixels = Pixels.of(image, as.channels());
      return Resampling.cover(
          pixels, image.getHeight(), image.getWidth(), as.channels(), as.rows(), as.columns());
    }
  }

  static Header header(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream in = stream(bytes)) {
      ImageReader reader = reader(file, in);
      try {
        return header(reader, file);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Header header(ImageReader reader, Path file) {
    try {
      int rows = reader.getHeight(0);
      int columns = reader.getWidth(0);
      if ((long) rows * columns > MOST_PIXELS) {
        throw unreadable(file, "it has %d x %d pixels".formatted(columns, rows), null);
      }
      var types = reader.getImageTypes(0);
      return new Header(
          rows, columns, types.hasNext() && Pixels.isGrey(types.next().getColorModel()));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(file, e.getMessage(), e);
    }
  }

  private static BufferedImage decode(ImageReader reader, Path file) {
    header(reader, file);
    // A JPEG that ends too soon is filled up with grey, and only a warning says so.
    boolean[] ended = new boolean[1];
    reader.addIIOReadWarningListener((source, warning) ->
        ended[0] |= warning.toLowerCase(Locale.ROOT).contains("premature end"));
    try {
      BufferedImage image = Objects.requireNonNull(reader.read(0));
      if (ended[0]) {
        throw unreadable(file, "the file ends in the midst of the image", null);
      }
      return image;
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Damaged files make the decoders throw almost anything.
      throw unreadable(file, e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageInputStream stream(InputStream bytes) {
    return new MemoryCacheImageInputStream(bytes);
  }

  private static ImageReader reader(Path file, ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw unreadable(file, "it is neither PNG nor JPEG, whatever its name", null);
    }
    ImageReader reader = readers.next();
    reader.setInput(in, false, true);
    return reader;
  }

  private static DataException unreadable(
      Path file, @Nullable String why, @Nullable Throwable cause) {
    return new DataException(
        file
            + ": this image cannot be read: "
            + why
            + "; fetch or save it again as an RGB PNG or JPEG, or take it away",
        cause);
  }
}
