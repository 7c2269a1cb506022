package io.gradus.train;

import java.util.Arrays;
import java.util.List;

/// Applies a [Preprocessing] to the rows of a table, whose columns it finds once, by name.
final class Encoder {
  private final Preprocessing preprocessing;
  private final RawTable table;

  Encoder(Preprocessing preprocessing, RawTable table) {
    this.preprocessing = preprocessing;
    this.table = table;
  }

  Dataset dataset(int[] rows) {
    float[] inputs = inputs(rows);
    int[] shape = preprocessing.inputShape();
    var columns = preprocessing.targets();
    return switch (preprocessing.target()) {
      case Target.Classes classes ->
          ArrayDataset.of(
              shape,
              inputs,
              labels((Column.Categorical) columns.getFirst(), rows),
              new float[0],
              classes);
      case Target.Values values ->
          ArrayDataset.of(shape, inputs, new int[0], encode(columns, rows), values);
    };
  }

  float[] inputs(int[] rows) {
    return encode(preprocessing.inputs(), rows);
  }

  private float[] encode(List<Column> columns, int[] rows) {
    int width = Preprocessing.width(columns);
    float[] out = new float[Shapes.area(rows.length, width, "encoded table")];
    int offset = 0;
    for (Column column : columns) {
      int source = table.column(column.name());
      for (int i = 0; i < rows.length; i++) {
        if (!encode(column, source, rows[i], out, i * width + offset)) {
          throw refused((Column.Numeric) column, source, rows);
        }
      }
      offset += column.width();
    }
    return out;
  }

  /// Whether the cell was encoded; false if it is a number that is refused.
  private boolean encode(Column column, int source, int row, float[] out, int at) {
    if (column instanceof Column.Numeric numeric && table.numeric(source)) {
      out[at] = numeric.scaled(table.number(row, source));
      return Float.isFinite(out[at]);
    }
    column.encode(table.text(row, source), out, at, table.where(row));
    return true;
  }

  /// The complaint of the first of these rows in the table's order, whose number is refused.
  private DataException refused(Column.Numeric column, int source, int[] rows) {
    int first =
        Arrays.stream(rows)
            .filter(row -> !Float.isFinite(column.scaled(table.number(row, source))))
            .min()
            .orElseThrow();
    return column.refused(table.number(first, source), table.where(first));
  }

  private int[] labels(Column.Categorical column, int[] rows) {
    int source = table.column(column.name());
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = column.index(table.text(rows[i], source), table.where(rows[i]));
    }
    return labels;
  }
}
