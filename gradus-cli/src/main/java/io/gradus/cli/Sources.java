package io.gradus.cli;

import io.gradus.data.Csv;
import io.gradus.data.CsvOptions;
import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Table;
import io.gradus.train.DataException;
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
    Path file = Path.of(data);
    if (!Files.exists(file)) {
      throw new DataException(
          "there is no data set and no file called \""
              + data
              + "\"; the data sets are "
              + String.join(", ", DataSets.names()));
    }
    Table table = Csv.read(file, CsvOptions.detected());
    return Source.of(data, table, target != null ? target : table.columns().getLast());
  }
}
