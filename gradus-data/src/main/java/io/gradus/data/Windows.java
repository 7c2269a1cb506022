package io.gradus.data;

import io.gradus.nn.Input;
import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Json;
import io.gradus.train.Preprocessing;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Windows over a time series: from `window` rows of a table, the number that one column has
/// `horizon` rows after the last of them.
///
/// A sample has the shape `[window, columns]`. Rows are in the order of time. What is learned of
/// the table, shift and scale of each column and the mean in place of missing cells, is learned
/// from the rows to train on alone.
///
/// @param columns what is seen of each row, with its scale
/// @param target what is predicted, with its scale
public record Windows(
    List<Column.Numeric> columns, Column.Numeric target, int window, int horizon) {
  /// What the text is called that goes with a saved model; see [#toJson].
  public static final String KEY = "gradus.windows";

  /// Checks the sizes; keeps a copy of the list.
  ///
  /// @throws DataException if there is no column, or a size is less than 1
  public Windows {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new DataException("a series needs a column of numbers");
    }
    if (window < 1 || horizon < 1) {
      throw new DataException(
          "a window has 1 row or more, and looks 1 row or more ahead, got %d and %d"
              .formatted(window, horizon));
    }
  }

  /// Samples to train on and samples held out, and how both were made.
  public record Fold(Windows windows, Dataset train, Dataset test) {}

  /// Holds out the last share of the rows: what is predicted in training lies before them. A window
  /// held out may begin before them, for that is known by then.
  ///
  /// @param target the column to predict, which is also seen
  /// @throws DataException if there is no such column of numbers, a target is missing, or one side
  ///   has no sample
  public static Fold holdOut(Table table, String target, int window, int horizon, double share) {
    if (!(share > 0 && share < 1)) {
      throw new DataException("the share held out is between 0 and 1, got " + share);
    }
    int at = table.column(target);
    if (!table.numeric(at)) {
      throw new DataException(
          "%s: column \"%s\" holds texts: a series is of numbers".formatted(table.name(), target));
    }
    int cut = table.rows() - (int) StrictMath.round(table.rows() * share);
    List<Column.Numeric> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.numeric(i)) {
        columns.add(scaled(table, i, cut));
      }
    }
    Column.Numeric own = scaled(table, at, cut);
    Windows windows = new Windows(columns, withoutFill(own), window, horizon);
    windows.requireRows(table, cut);
    Series series = windows.series(table, true);
    int first = windows.reach();
    return new Fold(
        windows,
        new Samples(windows, series, 0, cut - first),
        new Samples(windows, series, Math.max(0, cut - first), table.rows() - first));
  }

  private void requireRows(Table table, int cut) {
    if (cut <= reach() || table.rows() <= Math.max(cut, reach())) {
      throw new DataException(
          "%s: %d rows, %d of them to train on: windows of %d that look %d ahead need %d to train on and 1 more to test; take a smaller window or more rows"
              .formatted(table.name(), table.rows(), cut, window, horizon, reach() + 1L));
    }
  }

  /// Rows from the first one of a window to the one that is predicted.
  private int reach() {
    return Math.addExact(window - 1, horizon);
  }

  private static Column.Numeric scaled(Table table, int column, int rows) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < rows; row++) {
      double number = table.number(row, column);
      if (!Double.isNaN(number)) {
        sum += number;
        count++;
      }
    }
    String name = table.columns().get(column);
    if (count == 0) {
      throw new DataException(
          "%s: column \"%s\" has no number among the %d rows to train on; leave it out"
              .formatted(table.name(), name, rows));
    }
    double mean = sum / count;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      double number = table.number(row, column);
      squares += Double.isNaN(number) ? 0 : (number - mean) * (number - mean);
    }
    double deviation = StrictMath.sqrt(squares / count);
    return new Column.Numeric(name, mean, mean, deviation > 0 ? deviation : 1);
  }

  private static Column.Numeric withoutFill(Column.Numeric column) {
    return new Column.Numeric(column.name(), Double.NaN, column.shift(), column.scale());
  }

  /// All windows of a table whose answers are in it.
  ///
  /// @throws DataException if a column is missing or holds texts, or there are too few rows
  public Dataset dataset(Table table) {
    requireSome(table, reach() + 1);
    return new Samples(this, series(table, true), 0, table.rows() - reach());
  }

  /// The windows of all rows of a table that have enough rows before them, one after the other,
  /// with or without an answer in it; the first ends with row `window`.
  ///
  /// @throws DataException if a column is missing or holds texts, or there are too few rows
  public float[] inputs(Table table) {
    requireSome(table, window);
    Series series = series(table, false);
    int rows = table.rows() - window + 1;
    int width = window * columns.size();
    float[] inputs = new float[Math.multiplyExact(rows, width)];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(series.inputs, i * columns.size(), inputs, i * width, width);
    }
    return inputs;
  }

  private void requireSome(Table table, int least) {
    if (table.rows() < least) {
      throw new DataException(
          "%s: %d rows are too few: windows of %d that look %d ahead need %d here"
              .formatted(table.name(), table.rows(), window, horizon, least));
    }
  }

  /// The scaled numbers of a table, row after row.
  private record Series(float[] inputs, float[] answers) {}

  private Series series(Table table, boolean answers) {
    int width = columns.size();
    float[] inputs = new float[Math.multiplyExact(table.rows(), width)];
    for (int i = 0; i < width; i++) {
      encode(table, columns.get(i), inputs, i, width);
    }
    float[] values = new float[answers ? table.rows() : 0];
    if (answers) {
      encode(table, target, values, 0, 1);
    }
    return new Series(inputs, values);
  }

  private static void encode(Table table, Column.Numeric column, float[] out, int at, int width) {
    int index = table.column(column.name());
    if (!table.numeric(index)) {
      throw new DataException(
          "%s: column \"%s\" holds texts, and the model takes numbers"
              .formatted(table.name(), column.name()));
    }
    for (int row = 0; row < table.rows(); row++) {
      out[row * width + at] = column.encode(table.number(row, index), table.where(row));
    }
  }

  /// What a model of these windows is saved with: a column for each number of a window, and the
  /// target.
  public Preprocessing preprocessing() {
    List<Column> inputs = new ArrayList<>();
    for (int back = window - 1; back >= 0; back--) {
      for (Column.Numeric column : columns) {
        inputs.add(
            new Column.Numeric(
                "%s[-%d]".formatted(column.name(), back),
                column.missingFill(),
                column.shift(),
                column.scale()));
      }
    }
    return new Preprocessing(inputs, List.of(target), List.of(window, columns.size()));
  }

  /// The shape of one sample.
  public int[] inputShape() {
    return new int[] {window, columns.size()};
  }

  /// This as JSON; the scales of the columns are those of the preprocessing.
  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("window", window);
    map.put("horizon", horizon);
    map.put("columns", columns.stream().map(Column.Numeric::name).toList());
    return Json.write(map);
  }

  /// The windows of a saved model.
  ///
  /// @param json what [#toJson] gave
  /// @param saved what [#preprocessing] gave
  /// @throws DataException if they do not fit one another
  public static Windows read(String json, Preprocessing saved) {
    Map<String, @Nullable Object> map = Json.parseObject("windows", json);
    if (!(map.get("window") instanceof Long window)
        || !(map.get("horizon") instanceof Long horizon)
        || !(map.get("columns") instanceof List<?> names)
        || names.size() > saved.inputs().size()
        || !(saved.targets().getFirst() instanceof Column.Numeric target)) {
      throw new DataException("windows: expected window, horizon and columns, got " + map);
    }
    List<Column.Numeric> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (saved.inputs().get(i) instanceof Column.Numeric column) {
        columns.add(
            new Column.Numeric(
                String.valueOf(names.get(i)),
                column.missingFill(),
                column.shift(),
                column.scale()));
      }
    }
    Windows windows =
        new Windows(columns, target, Math.toIntExact(window), Math.toIntExact(horizon));
    if (!windows.preprocessing().equals(saved)) {
      throw new DataException("windows: they are not those of the model's columns");
    }
    return windows;
  }

  /// A view of a series: sample `i` begins at row `from + i`.
  private record Samples(Windows windows, Series series, int from, int to) implements Dataset {
    @Override
    public int size() {
      return to - from;
    }

    @Override
    public int[] inputShape() {
      return windows.inputShape();
    }

    @Override
    public List<Input> inputs() {
      return List.of(Input.numbers(Input.ONLY, inputShape()));
    }

    @Override
    public Target target() {
      return Target.Values.named(windows.target.name());
    }

    @Override
    public void copy(int index, Batch batch, int row) {
      int start = from + Objects.checkIndex(index, size());
      Objects.checkIndex(row, batch.capacity());
      int columns = windows.columns.size();
      int width = windows.window * columns;
      System.arraycopy(series.inputs, start * columns, batch.inputs, row * width, width);
      batch.values[row] = series.answers[start + windows.reach()];
    }
  }
}
