package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.train.DataException;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Saved models by the paths that a user types.
final class ModelFiles {
  private static final String EXPECTED = "a model is a file that gradus train --out wrote";

  private ModelFiles() {}

  /// @throws DataException if the path is evidently that of something else
  static SavedModel load(Path file) throws IOException {
    if (file.toString().isBlank()) {
      throw new DataException("the name of the model is empty; " + EXPECTED);
    }
    if (!Files.exists(file) && DataSets.names().contains(file.toString())) {
      throw new DataException(
          "\"%s\" is a data set, not a model; the model comes first, and %s"
              .formatted(file, EXPECTED));
    }
    if (Files.isRegularFile(file) && isText(file)) {
      throw new DataException("%s: this is a text file, not a model; %s".formatted(file, EXPECTED));
    }
    return SavedModel.load(file);
  }

  /// A model begins with the length of its header, whose highest bytes are zeros.
  private static boolean isText(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(8);
      for (byte b : start) {
        if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
          return false;
        }
      }
      return start.length > 0;
    }
  }
}
