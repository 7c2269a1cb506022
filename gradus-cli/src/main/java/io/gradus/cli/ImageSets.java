package io.gradus.cli;

import io.gradus.data.Cifar;
import io.gradus.data.ImageFolder;
import io.gradus.data.Images;
import io.gradus.data.Source;
import io.gradus.data.Splits;
import io.gradus.train.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a user's word for images means: a folder with a folder for each class, or the folder of the
/// published files of CIFAR-10, CIFAR-100 or MNIST.
final class ImageSets {
  private static final int LARGEST = 224;

  private ImageSets() {}

  static boolean isFolder(String data) {
    return !data.isBlank() && !data.contains("://") && Files.isDirectory(Path.of(data));
  }

  /// @throws DataException if it is no folder of images
  static ImageFolder folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "there is no folder \"%s\"; give a folder that has a folder of images for each class"
              .formatted(folder));
    }
    return ImageFolder.of(folder);
  }

  /// Images to train on and images held out, scaled by the brightness of those to train on.
  ///
  /// @param size height and width, or null for the usual size
  static Source.Fold fold(String data, int @Nullable [] size, double test, long seed)
      throws IOException {
    Path folder = Path.of(data);
    Images known = published(folder, true);
    if (known != null) {
      if (size != null && !Arrays.equals(size, Arrays.copyOf(known.inputShape(), 2))) {
        throw new IllegalArgumentException(
            "--size is for image files; those of %s have their own size".formatted(data));
      }
      Images train = known.standardised();
      Images tested = published(folder, false);
      if (tested != null) {
        return new Source.Fold(train.preprocessing(), train, tested.scaled(train.scaling()));
      }
    }
    return fold(folder(folder), size, test, seed);
  }

  private static Source.Fold fold(
      ImageFolder found, int @Nullable [] size, double test, long seed) {
    if (found.classes().size() < 2) {
      throw new DataException(
          "%s has one class, \"%s\": nothing to learn; add a folder for each other class"
              .formatted(found.folder(), found.classes().getFirst()));
    }
    boolean large = found.rows() > LARGEST || found.columns() > LARGEST;
    int[] usual = large ? new int[] {LARGEST, LARGEST} : new int[] {found.rows(), found.columns()};
    int[] wanted = size != null ? size : usual;
    Images images = found.images(wanted[0], wanted[1]);
    Splits.Split split = Splits.stratified(images.labels(), test, seed);
    return images.standardised(split.train()).fold(split);
  }

  /// The images of CIFAR or MNIST, or null if these files are not there.
  static @Nullable Images published(Path folder, boolean training) throws IOException {
    if (Files.exists(folder.resolve("data_batch_1.bin"))
        || Files.exists(folder.resolve("test_batch.bin"))) {
      return Cifar.ten(folder, training);
    }
    if (Files.exists(folder.resolve("train.bin")) && Files.exists(folder.resolve("test.bin"))) {
      return Cifar.hundred(folder, training, true);
    }
    String digits = "t10k-images-idx3-ubyte";
    boolean mnist =
        Files.exists(folder.resolve(digits)) || Files.exists(folder.resolve(digits + ".gz"));
    return mnist ? Images.mnist(folder, training) : null;
  }
}
