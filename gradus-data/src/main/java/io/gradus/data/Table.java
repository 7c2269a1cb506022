package io.gradus.data;

import io.gradus.train.DataException;
import io.gradus.train.RawTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Rows as read, held by column: each column is all numbers or all texts.
///
/// A missing number is NaN, a missing text is empty. A table never changes.
public final class Table implements RawTable {
  private final String origin;
  private final List<TableColumn> columns;
  private final List<String> names;
  private final int rows;
  private final int[] lines;

  /// @param lines the line of the file for each row, or empty if there is no file
  Table(String origin, List<TableColumn> columns, int[] lines) {
    this.origin = origin;
    this.columns = List.copyOf(columns);
    this.lines = lines;
    names = columns.stream().map(TableColumn::name).toList();
    rows = columns.getFirst().rows();
  }

  /// A table from cells as texts, whose types are found as [Csv] finds them.
  ///
  /// @throws DataException if there is no column, a row has another length, or a column mixes
  ///   numbers and texts
  public static Table of(List<String> names, String[]... rows) {
    var builder = new TableBuilder("the table", names, CsvOptions.detected());
    for (int i = 0; i < rows.length; i++) {
      builder.add(i + 1, List.of(rows[i]));
    }
    return builder.build();
  }

  /// A table of numbers, given column by column.
  ///
  /// @throws DataException if names and columns differ in number, or columns in length
  public static Table ofNumbers(List<String> names, double[]... columns) {
    TableBuilder.requireNames("table", names);
    if (names.size() != columns.length) {
      throw new DataException(names.size() + " column names, but " + columns.length + " columns");
    }
    var numbers = new ArrayList<TableColumn>();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].length != columns[0].length) {
        throw new DataException(
            "column \""
                + names.get(i)
                + "\" has "
                + columns[i].length
                + " rows, the first has "
                + columns[0].length);
      }
      numbers.add(new TableColumn.Numbers(names.get(i), columns[i].clone()));
    }
    return new Table("the table", numbers, new int[0]);
  }

  @Override
  public String name() {
    return origin;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public List<String> columns() {
    return names;
  }

  @Override
  public boolean numeric(int column) {
    return columns.get(column) instanceof TableColumn.Numbers;
  }

  @Override
  public double number(int row, int column) {
    return switch (columns.get(column)) {
      case TableColumn.Numbers numbers -> numbers.numbers()[row];
      case TableColumn.Texts texts ->
          throw new DataException("column \"" + texts.name() + "\" holds texts, not numbers");
    };
  }

  @Override
  public String text(int row, int column) {
    return columns.get(column).text(row);
  }

  @Override
  public String where(int row) {
    return lines.length == 0 ? "row " + (row + 1) : CsvException.place(origin, lines[row]);
  }

  /// The same table without some of its columns.
  ///
  /// @throws DataException if there is no such column, or none would be left
  public Table without(String... left) {
    var leave = new HashSet<Integer>();
    for (String name : left) {
      leave.add(column(name));
    }
    var kept = new ArrayList<TableColumn>();
    for (int i = 0; i < columns.size(); i++) {
      if (!leave.contains(i)) {
        kept.add(columns.get(i));
      }
    }
    if (kept.isEmpty()) {
      throw new DataException("no column would be left of " + String.join(", ", names));
    }
    return new Table(origin, kept, lines);
  }

  /// The same table with a column of numbers as one of texts, so that they stand for categories.
  ///
  /// @throws DataException if there is no such column
  public Table categorical(String name) {
    int index = column(name);
    var changed = new ArrayList<>(columns);
    if (columns.get(index) instanceof TableColumn.Numbers numbers) {
      changed.set(index, TableBuilder.texts(numbers));
    }
    return new Table(origin, changed, lines);
  }

  /// The different texts of a column, sorted by their characters; a missing one is not among them.
  public List<String> distinct(String name) {
    int index = column(name);
    var texts = new HashSet<String>();
    for (int row = 0; row < rows; row++) {
      texts.add(text(row, index));
    }
    return texts.stream().filter(text -> !text.isEmpty()).sorted().toList();
  }
}
