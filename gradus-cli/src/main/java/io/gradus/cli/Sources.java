package io.gradus.cli;

import io.gradus.data.Csv;
import io.gradus.data.CsvOptions;
import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Table;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a user's word for data means: an embedded or generated set, or a CSV file.
final class Sources {
  private Sources() {}

  /// The data; the target of a CSV file is its last column unless told.
  static Source of(String data, @Nullable String target) throws IOException {
    if (DataSets.names().contains(data)) {
      if (target != null) {
        throw new IllegalArgumentException(
            "--target is for CSV files; " + data + " knows what it predicts");
      }
      return DataSets.named(data);
    }
    Table table = Csv.read(file(data), CsvOptions.detected());
    return Source.of(data, table, target != null ? target : table.columns().getLast());
  }

  /// Rows for a trained model, with its columns read as the types that it was trained on.
  ///
  /// @param targets whether the rows must hold the targets, too
  static Table rows(String data, Preprocessing model, boolean targets) throws IOException {
    if (DataSets.names().contains(data)) {
      return DataSets.named(data).table();
    }
    CsvOptions options = CsvOptions.fitting(model);
    if (targets) {
      for (Column column : model.targets()) {
        options =
            column instanceof Column.Numeric
                ? options.numeric(column.name())
                : options.categorical(column.name());
      }
    }
    return Csv.read(file(data), options);
  }

  private static Path file(String data) {
    Path file = Path.of(data);
    if (!Files.exists(file)) {
      throw new DataException(
          "there is no data set and no file called \""
              + data
              + "\"; the data sets are "
              + String.join(", ", DataSets.names()));
    }
    return file;
  }
}
