package io.gradus.data;

import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The binary files of CIFAR-10 and CIFAR-100: colour images of 32x32 pixels (Krizhevsky 2009).
///
/// An image is one label byte (CIFAR-100: the coarse class, then the fine one), then 1,024 bytes of
/// red, of green and of blue, each row after row.
public final class Cifar {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final List<String> TEN =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar() {}

  /// CIFAR-10 in the folder of its files: 50,000 images to train on, or 10,000 to test.
  ///
  /// @throws IOException if a file is missing or cannot be read
  /// @throws DataException if a file is cut off or no such file; names it and the byte
  public static Images ten(Path folder, boolean training) throws IOException {
    List<Path> files =
        training
            ? IntStream.rangeClosed(1, 5)
                .mapToObj(i -> folder.resolve("data_batch_" + i + ".bin"))
                .toList()
            : List.of(folder.resolve("test_batch.bin"));
    return read(files, 1, 0, new Target.Classes(TEN));
  }

  /// CIFAR-100 in the folder of its files: 50,000 images to train on, or 10,000 to test. The names
  /// of the classes come from the files of names beside them; without these, they are numbers.
  ///
  /// @param fine whether to tell 100 classes apart, else 20
  /// @throws IOException if a file is missing or cannot be read
  /// @throws DataException if a file is cut off or no such file; names it and the byte
  public static Images hundred(Path folder, boolean training, boolean fine) throws IOException {
    Path file = folder.resolve(training ? "train.bin" : "test.bin");
    Path names = folder.resolve(fine ? "fine_label_names.txt" : "coarse_label_names.txt");
    int count = fine ? 100 : 20;
    Target.Classes classes =
        Files.exists(names)
            ? new Target.Classes(names(names, count))
            : Target.Classes.numbered(count);
    return read(List.of(file), 2, fine ? 1 : 0, classes);
  }

  private static List<String> names(Path file, int count) throws IOException {
    List<String> names =
        Files.readAllLines(file).stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
    if (names.size() != count) {
      throw new DataException(
          "%s: expected %d names of classes, got %d".formatted(file, count, names.size()));
    }
    return names;
  }

  /// @param ahead label bytes before the pixels
  /// @param at which of them is the label
  private static Images read(List<Path> files, int ahead, int at, Target.Classes classes)
      throws IOException {
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int length = ahead + 3 * PLANE;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      requireWhole(file, bytes.length, length);
      for (int from = 0; from < bytes.length; from += length) {
        String where = file + ", byte " + (from + at);
        labels.add(classes.checked(bytes[from + at] & 0xFF, where));
        pixels.add(sideBySide(bytes, from + ahead));
      }
    }
    byte[][] held = pixels.toArray(byte[][]::new);
    int[] own = labels.stream().mapToInt(Integer::intValue).toArray();
    Column.Image image = Column.Image.unscaled("image", SIDE, SIDE, 3);
    return new Images(i -> held[i], true, own, image, classes);
  }

  private static void requireWhole(Path file, int bytes, int length) {
    int whole = bytes / length * length;
    if (bytes == 0 || whole != bytes) {
      throw new DataException(
          "%s, byte %d: image %d is cut off: expected %d bytes, got %d; fetch the file again"
              .formatted(file, whole, whole / length + 1, length, bytes - whole));
    }
  }

  private static byte[] sideBySide(byte[] bytes, int from) {
    byte[] pixels = new byte[3 * PLANE];
    for (int i = 0; i < PLANE; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = bytes[from + c * PLANE + i];
      }
    }
    return pixels;
  }
}
