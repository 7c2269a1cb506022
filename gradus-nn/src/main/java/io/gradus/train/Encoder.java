package io.gradus.train;

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
        encode(column, source, rows[i], out, i * width + offset);
      }
      offset += column.width();
    }
    return out;
  }

  private void encode(Column column, int source, int row, float[] out, int at) {
    if (column instanceof Column.Numeric numeric && table.numeric(source)) {
      float scaled = numeric.scaled(table.number(row, source));
      // The place is put into words only when it is needed.
      out[at] =
          Float.isFinite(scaled)
              ? scaled
              : numeric.encode(table.number(row, source), table.where(row));
    } else {
      column.encode(table.text(row, source), out, at, table.where(row));
    }
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
