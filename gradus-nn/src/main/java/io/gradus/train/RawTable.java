package io.gradus.train;

import java.util.List;

/// Rows as they come from outside, before any scaling: named columns of numbers or of text.
///
/// This is all that [Preprocessing] needs to know of a CSV file, a query result or a data frame.
public interface RawTable {

  /// How many rows there are.
  int rows();

  /// The column names, each different, in the table's order.
  List<String> columns();

  /// Whether a column holds numbers; otherwise it holds text.
  boolean numeric(int column);

  /// The number in a cell of a numeric column; NaN says that it is missing.
  double number(int row, int column);

  /// The text of a cell; empty says that it is missing. A number is given as [Column#plain] has it.
  String text(int row, int column);

  /// What the table is called in error messages: `"the table"`, or a file.
  default String name() {
    return "the table";
  }

  /// Where a row comes from, for error messages: `"row 7"`, or a line of a file.
  default String where(int row) {
    return "row " + (row + 1);
  }

  /// The index of the column called `name`.
  ///
  /// @throws DataException if there is none; the message lists those that there are
  default int column(String name) {
    int index = columns().indexOf(name);
    if (index < 0) {
      throw new DataException(
          "missing column \"" + name + "\"; the columns are " + Names.listed(columns()));
    }
    return index;
  }
}
