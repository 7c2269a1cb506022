package io.gradus.train;

import java.util.List;
import java.util.stream.IntStream;

/// A small table of cells for tests; a column is numeric if all its cells are numbers or empty.
record Rows(List<String> columns, String[][] cells) implements RawTable {

  static Rows of(String header, String... rows) {
    String[][] cells = new String[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      cells[i] = rows[i].split(",", -1);
    }
    return new Rows(List.of(header.split(",")), cells);
  }

  @Override
  public int rows() {
    return cells.length;
  }

  @Override
  public boolean numeric(int column) {
    return IntStream.range(0, rows())
        .mapToObj(row -> cells[row][column])
        .allMatch(cell -> cell.isEmpty() || !Double.isNaN(Cells.number(cell)));
  }

  @Override
  public double number(int row, int column) {
    return Cells.number(cells[row][column]);
  }

  @Override
  public String text(int row, int column) {
    return numeric(column) ? Column.plain(number(row, column)) : cells[row][column];
  }
}
