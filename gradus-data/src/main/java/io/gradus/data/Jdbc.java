package io.gradus.data;

import io.gradus.train.DataException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Set;

/// Reads a table from a query's result.
public final class Jdbc {
  private Jdbc() {}

  /// The rows from the cursor on, to the end; columns are called by their labels.
  ///
  /// Columns of an SQL number type become numbers, all others texts; NULL is a missing cell. The
  /// result set is not closed.
  ///
  /// @throws SQLException if the database fails
  /// @throws DataException if there is no row, or two columns share a label
  public static Table read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    var names = new ArrayList<String>();
    var columns = new ArrayList<ColumnBuilder>();
    boolean[] numeric = new boolean[meta.getColumnCount()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = isNumber(meta.getColumnType(i + 1));
      names.add(meta.getColumnLabel(i + 1));
      columns.add(
          new ColumnBuilder(
              names.get(i), numeric[i] ? ColumnBuilder.Kind.NUMBER : ColumnBuilder.Kind.TEXT));
    }
    TableBuilder.requireNames("query result", names);
    int rows = 0;
    for (; result.next(); rows++) {
      for (int i = 0; i < numeric.length; i++) {
        if (numeric[i]) {
          columns.get(i).add(number(result, i + 1, rows + 1, names.get(i)));
        } else {
          String text = result.getString(i + 1);
          columns.get(i).add(text == null ? "" : text);
        }
      }
    }
    if (rows == 0) {
      throw new DataException("query result: no rows");
    }
    return TableBuilder.build("query result", columns, new int[0]);
  }

  /// NaN for NULL, which is a missing number.
  private static double number(ResultSet result, int column, int row, String name)
      throws SQLException {
    double number = result.getDouble(column);
    if (result.wasNull()) {
      return Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw new DataException(
          "query result row %d, column \"%s\": expected a finite number or NULL, got %s"
              .formatted(row, name, number));
    }
    return number;
  }

  private static boolean isNumber(int type) {
    return Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.NUMERIC,
            Types.DECIMAL)
        .contains(type);
  }
}
