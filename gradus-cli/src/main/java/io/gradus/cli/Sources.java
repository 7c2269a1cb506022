package io.gradus.cli;

import io.gradus.data.Csv;
import io.gradus.data.CsvOptions;
import io.gradus.data.DataSets;
import io.gradus.data.Source;
import io.gradus.data.Table;
import io.gradus.data.TextFile;
import io.gradus.data.Windows;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a user's word for data means: an embedded or generated set, or a CSV file.
final class Sources {
  /// So few may well have a class each.
  private static final int FEW_ROWS = 10;

  private Sources() {}

  /// The data; the target of a CSV file is its last column unless told.
  static Source of(String data, @Nullable String target, HeaderArgument header) throws IOException {
    return of(data, target, null, List.of(), List.of(), header);
  }

  /// The same, as the task that the user asks for; found from the target if that is null.
  ///
  /// @param texts columns of a CSV file that hold texts, whatever they look like
  /// @param ignored columns of a CSV file to leave out
  /// @throws DataException if the target has one value only
  static Source of(
      String data,
      @Nullable String target,
      TrainCommand.@Nullable Task task,
      List<String> texts,
      List<String> ignored,
      HeaderArgument header)
      throws IOException {
    if (DataSets.names().contains(data)) {
      requireFile(data, "--categorical", !texts.isEmpty(), "its columns");
      requireFile(data, "--ignore", !ignored.isEmpty(), "its columns");
      requireFile(data, "--target", target != null, "what it predicts");
      requireFile(data, "--task", task != null, "what it predicts");
      requireFile(data, "--header", header.header != null, "its columns");
      return DataSets.named(data);
    }
    Table table = table(data, target, texts, ignored, header);
    String column = target(data, table, target);
    requireMore(data, table, column);
    requireDifferent(data, table, column);
    return switch (task) {
      case null -> Source.of(data, table, column);
      case CLASSIFICATION -> Source.classification(data, table, column);
      case REGRESSION -> Source.regression(data, table, column);
    };
  }

  /// The column to predict, the last one unless told.
  ///
  /// @throws DataException if there is none of this name
  static String target(String data, Table table, @Nullable String target) {
    String column = target != null ? target : table.columns().getLast();
    if (!table.columns().contains(column)) {
      throw new DataException(
          "--target: %s has no column \"%s\"; %sits columns are %s%s"
              .formatted(
                  data,
                  column,
                  Choice.suggestion(column, table.columns()),
                  String.join(", ", table.columns()),
                  unnamed(table) ? ", for no header was recognised: see --header" : ""));
    }
    return column;
  }

  /// Whether the columns have no names of their own.
  private static boolean unnamed(Table table) {
    return IntStream.range(0, table.columns().size())
        .allMatch(i -> table.columns().get(i).equals("column" + (i + 1)));
  }

  private static void requireFile(String data, String option, boolean given, String known) {
    if (given) {
      throw new IllegalArgumentException(
          "%s is for CSV files; %s knows %s".formatted(option, data, known));
    }
  }

  private static Table table(
      String data,
      @Nullable String target,
      List<String> texts,
      List<String> ignored,
      HeaderArgument header)
      throws IOException {
    if (target != null && ignored.contains(target)) {
      throw new IllegalArgumentException(
          "--ignore and --target both name \"%s\": what is predicted cannot be left out"
              .formatted(target));
    }
    // What is left out is read as texts, because texts are never refused.
    CsvOptions options =
        CsvOptions.detected()
            .categorical(texts.toArray(String[]::new))
            .categorical(ignored.toArray(String[]::new));
    Table table = Csv.read(file(data), header.in(options));
    if (ignored.containsAll(table.columns())) {
      throw new DataException("%s: --ignore leaves no column".formatted(data));
    }
    return table.without(ignored.toArray(String[]::new));
  }

  private static void requireMore(String data, Table table, String column) {
    if (table.columns().size() == 1) {
      throw new DataException(
          "%s: \"%s\" is the only column, so there is nothing to predict it from; is the separator one of , ; and tab?"
              .formatted(data, column));
    }
    if (table.rows() == 1) {
      throw new DataException(
          "%s: one row is too few: some rows are trained on and others held out for the test"
              .formatted(data));
    }
  }

  private static void requireDifferent(String data, Table table, String name) {
    int column = table.column(name);
    for (int row = 1; row < table.rows(); row++) {
      if (!table.text(row, column).equals(table.text(0, column))) {
        return;
      }
    }
    if (table.rows() > 0) {
      throw new DataException(
          "%s: every row has \"%s\" in the target column \"%s\": nothing to learn; name another with --target"
              .formatted(data, table.text(0, column), name));
    }
  }

  /// Texts of which nearly every row has one of its own are no classes, but numbers in some other
  /// way, or names.
  ///
  /// @param texts columns that the user says are texts
  /// @throws DataException if the classes, found from the target, are so many
  static void requireFewClasses(String data, Source source, List<String> texts) {
    String column = source.targets().getFirst();
    if (!source.classification() || texts.contains(column) || source.size() < FEW_ROWS) {
      return;
    }
    List<String> classes = source.table().distinct(column);
    if (2 * classes.size() > source.size()) {
      throw new DataException(
          "%s: the target \"%s\" has %d different texts in %d rows, such as \"%s\", too many for classes: write numbers with digits and a point alone, name another column with --target, or say that they are classes: --task classification"
              .formatted(data, column, classes.size(), source.size(), classes.getFirst()));
    }
  }

  /// Rows for a trained model, with its columns read as the types that it was trained on.
  ///
  /// @param targets whether the rows must hold the targets, too
  static Table rows(String data, Preprocessing model, boolean targets, HeaderArgument header)
      throws IOException {
    if (DataSets.names().contains(data)) {
      requireFile(data, "--header", header.header != null, "its columns");
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
    return Csv.read(file(data), header.in(options));
  }

  /// Whether a user's word means a saved model: by the name of the file, or by how it begins.
  static boolean isModel(String word) throws IOException {
    if (DataSets.names().contains(word)) {
      return false;
    }
    if (word.endsWith(".gradus") || word.endsWith(".safetensors")) {
      return true;
    }
    return beginsAsModel(Path.of(word));
  }

  private static boolean beginsAsModel(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Safetensors: the header's length as a little-endian long, then the header, which is JSON.
      byte[] start = in.readNBytes(9);
      return start.length == 9 && start[6] == 0 && start[7] == 0 && start[8] == '{';
    }
  }

  /// The rows of a time series; the columns of numbers are read as such.
  static Table series(String data, List<String> ignored, HeaderArgument header) throws IOException {
    requireNoSet(data);
    return table(data, null, List.of(), ignored, header);
  }

  /// The rows of a time series for a trained model.
  static Table series(String data, Windows model) throws IOException {
    requireNoSet(data);
    CsvOptions options = CsvOptions.detected();
    for (Column column : model.columns()) {
      options = options.numeric(column.name());
    }
    return Csv.read(file(data), options);
  }

  /// The text in a file.
  static String text(String data) throws IOException {
    requireNoSet(data);
    return TextFile.read(file(data));
  }

  private static void requireNoSet(String data) {
    if (DataSets.names().contains(data)) {
      throw new IllegalArgumentException(
          "%s is a data set of single rows, and the model takes sequences: give a file"
              .formatted(data));
    }
  }

  private static Path file(String data) throws IOException {
    if (data.isBlank()) {
      throw new DataException(
          "the name of the data is empty; give a CSV file, or one of "
              + String.join(", ", DataSets.names()));
    }
    if (data.contains("://")) {
      throw new DataException(
          "\"" + data + "\" is an address; download the file first, and give its path");
    }
    Path file = Path.of(data);
    if (!Files.exists(file)) {
      throw new DataException(
          "there is no data set and no file called \"%s\"; %sthe data sets are %s"
              .formatted(
                  data,
                  Choice.suggestion(data, DataSets.names()),
                  String.join(", ", DataSets.names())));
    }
    if (Files.isDirectory(file)) {
      throw new DataException(
          "\""
              + data
              + "\" is a directory; give a CSV file, or one of "
              + String.join(", ", DataSets.names()));
    }
    if (beginsAsModel(file)) {
      throw new DataException(
          "\""
              + data
              + "\" is a saved model or a checkpoint; data is a CSV file, or one of "
              + String.join(", ", DataSets.names()));
    }
    return file;
  }
}
