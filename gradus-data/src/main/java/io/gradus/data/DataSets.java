package io.gradus.data;

import io.gradus.train.DataException;
import io.gradus.train.Scaling;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The data sets that come with the library: three real ones, and the generated ones at a handy
/// size.
public final class DataSets {
  private static final long SEED = 42;
  private static final List<String> NAMES =
      List.of(
          "iris",
          "digits",
          "breast-cancer",
          "xor",
          "moons",
          "circles",
          "spirals",
          "blobs",
          "linear",
          "sine");

  private DataSets() {}

  /// The names that [#named] knows.
  public static List<String> names() {
    return NAMES;
  }

  /// The data set of that name.
  ///
  /// @throws DataException if there is none; the message lists the names
  public static Source named(String name) {
    return switch (name) {
      case "iris" -> iris();
      case "digits" -> digits();
      case "breast-cancer" -> breastCancer();
      case "xor" -> Generated.xor(400, 0.1, SEED);
      case "moons" -> Generated.moons(500, 0.1, SEED);
      case "circles" -> Generated.circles(500, 0.05, SEED);
      case "spirals" -> Generated.spirals(600, 3, 0.02, SEED);
      case "blobs" -> Generated.blobs(500, 4, 2, 1, SEED);
      case "linear" -> Generated.linear(500, 3, 0.1, SEED);
      case "sine" -> Generated.sine(500, 0.1, SEED);
      default ->
          throw new DataException(
              "no data set is called \"" + name + "\"; there are " + String.join(", ", NAMES));
    };
  }

  /// 150 flowers: 4 measurements in centimetres, 3 species (Fisher 1936). Standardised.
  public static Source iris() {
    return Source.classification("iris", embedded("iris.csv"), "species");
  }

  /// 1797 handwritten digits: 8 x 8 grey values from 0 to 16, 10 classes (Alpaydin and Kaynak
  /// 1998). Divided by 16.
  public static Source digits() {
    return Source.classification("digits", embedded("digits.csv"), "digit")
        .scaled(Scaling.dividedBy(16));
  }

  /// 569 tumours: 30 measurements of cell nuclei; benign or malignant (Wolberg, Street and
  /// Mangasarian 1993). Standardised.
  public static Source breastCancer() {
    return Source.classification("breast-cancer", embedded("breast_cancer.csv"), "diagnosis");
  }

  private static Table embedded(String file) {
    try (var stream = DataSets.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new FileNotFoundException(file + " is missing from the gradus-data jar");
      }
      return Csv.read(stream, file, CsvOptions.detected().withHeader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
