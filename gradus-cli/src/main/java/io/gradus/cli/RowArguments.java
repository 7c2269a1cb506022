package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.explain.RawRow;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import io.gradus.train.RawTable;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which row a saved model is shown: one of a data set or a file, or values that are typed.
final class RowArguments {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description =
          "A data set, or a CSV file with the model's columns and the target; unless told the data"
              + " set that the model was trained on.")
  @Nullable String data;

  @Mixin HeaderArgument header = new HeaderArgument();

  @Option(
      names = "--row",
      paramLabel = "N",
      description = "Which row of the data, counted from 1; 1 unless told.")
  @Nullable Integer row;

  @Option(
      names = "--input",
      paramLabel = "VALUE,...",
      description = "Raw values of the input columns, in their order, in place of a row.")
  @Nullable String input;

  @Option(
      names = "--target",
      paramLabel = "VALUE",
      description =
          "What the answer should be: the name of a class, or a number for each target column. It is"
              + " needed with --input, and takes the place of the target in a row.")
  @Nullable String target;

  boolean given() {
    return header.header != null || data != null || row != null || input != null || target != null;
  }

  /// @param command what to type, without its --data
  /// @throws DataException if there is no such data or row
  /// @throws ParameterException if the options contradict one another
  RawRow row(SavedModel model, String command) throws IOException {
    Preprocessing columns = model.preprocessing();
    if (input != null) {
      if (data != null || row != null) {
        throw wrong("--input takes the place of a row: give it, or --data and --row");
      }
      if (target == null) {
        throw wrong(
            "--input needs --target: what the answer should be, "
                + TrainReport.describe(model.target()));
      }
      return new RawRow("the row given", cells(input), targets(target, columns));
    }
    Usage.require(spec, row == null || row >= 1, "--row", "1 or more", row);
    String source = data != null ? data : usualData(model, command);
    RawTable table = Sources.rows(source, columns, target == null, header);
    int at = (row != null ? row : 1) - 1;
    if (at >= table.rows()) {
      throw new DataException(
          "--row %d: %s has rows 1 to %d".formatted(at + 1, source, table.rows()));
    }
    List<String> answers =
        target != null ? targets(target, columns) : cells(table, columns.targets(), at);
    return new RawRow(
        "row %d of %s".formatted(at + 1, source), cells(table, columns.inputs(), at), answers);
  }

  /// The data set that a model was trained on, where it is one that comes with Gradus.
  ///
  /// @param command what to type, without its --data
  static String usualData(SavedModel model, String command) {
    String name = model.provenance().data();
    if (DataSets.names().contains(name)) {
      return name;
    }
    throw new DataException(
        name.isEmpty()
            ? "the model does not say what it was trained on: give --data, as in %s --data FILE.csv"
                .formatted(command)
            : "the model was trained on a file, \"%s\": give --data with its path, as in %s --data %s"
                .formatted(name, command, name));
  }

  private static List<String> cells(RawTable table, List<Column> columns, int row) {
    List<String> cells = new ArrayList<>();
    for (Column column : columns) {
      cells.add(table.text(row, table.column(column.name())));
    }
    return cells;
  }

  private static List<String> targets(String text, Preprocessing columns) {
    // The name of a class may hold a comma.
    return columns.targets().size() == 1 ? List.of(text) : cells(text);
  }

  private static List<String> cells(String text) {
    return List.of(text.split(",", -1));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
