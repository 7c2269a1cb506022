package io.gradus.data;

import io.gradus.exec.Pieces;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// PNG and JPEG files in a folder for each class, whose names are the classes.
///
/// Classes and files are in the order of their names; hidden ones, whose name begins with a dot,
/// and files of other kinds are passed over. The sizes are read from the files' headers.
///
/// @param folder the folder of folders
/// @param classes names of the classes
/// @param files all images, those of the first class first
/// @param labels the class of each
/// @param sizes how many images there are of each size, as `width x height`, the commonest first
/// @param rows height of the commonest size
/// @param columns width of the commonest size
/// @param grey whether all images are grey
/// @param others files that are neither PNG nor JPEG by their name
public record ImageFolder(
    Path folder,
    List<String> classes,
    List<Path> files,
    List<Integer> labels,
    Map<String, Integer> sizes,
    int rows,
    int columns,
    boolean grey,
    int others) {
  private static final int HELD_SHARE = 4;

  /// The images in a folder; looks at every file, and reads no pixel.
  ///
  /// @throws IOException if a folder cannot be read
  /// @throws DataException if there is no folder with images in it, a class has none, or a file is
  ///   no image; names it
  public static ImageFolder of(Path folder) throws IOException {
    List<String> classes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int others = 0;
    for (Path own : list(folder)) {
      if (!Files.isDirectory(own)) {
        continue;
      }
      List<Path> all = all(own);
      List<Path> images = all.stream().filter(ImageFile::isNamed).toList();
      others += all.size() - images.size();
      if (images.isEmpty()) {
        throw new DataException(
            own
                + " holds no PNG or JPEG: put the images of this class there, or delete the folder");
      }
      images.forEach(image -> labels.add(classes.size()));
      files.addAll(images);
      classes.add(String.valueOf(own.getFileName()));
    }
    if (classes.isEmpty()) {
      throw new DataException(
          folder
              + ": expected a folder for each class with its PNG and JPEG files, as in"
              + " cats/1.png and dogs/1.png; there is no folder in it");
    }
    return measured(folder, classes, files, labels, others);
  }

  private static ImageFolder measured(
      Path folder, List<String> classes, List<Path> files, List<Integer> labels, int others) {
    ImageFile.Header[] headers = new ImageFile.Header[files.size()];
    each(files.size(), i -> headers[i] = header(files.get(i)));
    Map<ImageFile.Header, Integer> counts =
        new TreeMap<>(
            Comparator.comparing(ImageFile.Header::rows).thenComparing(ImageFile.Header::columns));
    boolean grey = true;
    for (ImageFile.Header header : headers) {
      counts.merge(header, 1, Integer::sum);
      grey &= header.grey();
    }
    List<Map.Entry<ImageFile.Header, Integer>> common =
        counts.entrySet().stream()
            .sorted(Map.Entry.<ImageFile.Header, Integer>comparingByValue().reversed())
            .toList();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    common.forEach(
        it -> sizes.put(it.getKey().columns() + "x" + it.getKey().rows(), it.getValue()));
    ImageFile.Header first = common.getFirst().getKey();
    return new ImageFolder(
        folder,
        List.copyOf(classes),
        List.copyOf(files),
        List.copyOf(labels),
        sizes,
        first.rows(),
        first.columns(),
        grey,
        others);
  }

  private static void each(int count, IntConsumer file) {
    Pieces.start("gradus-data", "images were read", count, file).join();
  }

  private static ImageFile.Header header(Path file) {
    try {
      return ImageFile.header(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An image file, or all PNG and JPEG files in a folder and the folders in it, by name.
  ///
  /// @throws IOException if the folder cannot be read
  /// @throws DataException if there are none
  public static List<Path> files(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    List<Path> files = all(fileOrFolder).stream().filter(ImageFile::isNamed).toList();
    if (files.isEmpty()) {
      throw new DataException(fileOrFolder + " holds no PNG or JPEG");
    }
    return files;
  }

  /// What is not hidden in a folder, sorted by name.
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
          .sorted(Comparator.comparing(path -> String.valueOf(path.getFileName())))
          .toList();
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : list(folder)) {
      if (Files.isDirectory(path)) {
        files.addAll(all(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /// The images in their commonest size, in colour unless all are grey.
  ///
  /// @throws DataException if one cannot be read; names the file
  public Images images() {
    return images(rows, columns);
  }

  /// The images in one size, in colour unless all are grey: each is scaled until it covers that
  /// size, and its middle is taken.
  ///
  /// @throws DataException if one cannot be read; names the file
  public Images images(int height, int width) {
    var image = Column.Image.unscaled("image", height, width, grey ? 1 : 3);
    return images(image, new Target.Classes(classes));
  }

  /// The images as a trained model takes them.
  ///
  /// @param target its classes, among which the names of the folders are looked up
  /// @throws DataException if a folder's name is none of the classes, or an image cannot be read
  public Images images(Column.Image image, Target.Classes target) {
    int[] own = new int[files.size()];
    for (int i = 0; i < own.length; i++) {
      String name = classes.get(labels.get(i));
      own[i] = target.names().indexOf(name);
      if (own[i] < 0) {
        throw new DataException(
            folder.resolve(name)
                + ": the model knows no class of this name, only "
                + String.join(", ", target.names()));
      }
    }
    long bytes = (long) image.width() * files.size();
    if (bytes > Runtime.getRuntime().maxMemory() / HELD_SHARE) {
      return new Images(i -> pixels(i, image), false, own, image, target);
    }
    byte[][] held = new byte[files.size()][];
    each(held.length, i -> held[i] = pixels(i, image));
    return new Images(i -> held[i], true, own, image, target);
  }

  private byte[] pixels(int index, Column.Image image) {
    try {
      return ImageFile.pixels(files.get(index), image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many images each class has.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    labels.forEach(label -> counts.merge(classes.get(label), 1, Integer::sum));
    return counts;
  }

  @Override
  public String toString() {
    return "%d images in %s, classes %s, most %d x %d pixels, %s"
        .formatted(
            files.size(),
            folder,
            String.join(", ", classes),
            columns,
            rows,
            grey ? "grey" : "in colour");
  }
}
