package io.gradus.data;

import io.gradus.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/// Gathers rows of cells into a [Table].
final class TableBuilder {
  private final String origin;
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private int[] lines = new int[16];
  private int rows;

  TableBuilder(String origin, List<String> names, CsvOptions options) {
    this.origin = origin;
    requireNames(origin, names);
    for (var declared : List.of(options.numeric(), options.categorical())) {
      for (String name : declared) {
        if (!names.contains(name)) {
          throw new DataException(
              origin
                  + ": missing column \""
                  + name
                  + "\"; the columns are "
                  + String.join(", ", names));
        }
      }
    }
    for (String name : names) {
      columns.add(new ColumnBuilder(name, kind(name, options)));
    }
  }

  private static ColumnBuilder.Kind kind(String name, CsvOptions options) {
    if (options.categorical().contains(name)) {
      return ColumnBuilder.Kind.TEXT;
    }
    if (options.numeric().contains(name)) {
      return ColumnBuilder.Kind.NUMBER;
    }
    return options.declaredOnly() ? ColumnBuilder.Kind.TEXT : ColumnBuilder.Kind.INFERRED;
  }

  static void requireNames(String origin, List<String> names) {
    if (names.isEmpty()) {
      throw new DataException(origin + ": no columns");
    }
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataException(
            origin + ": two columns are called \"" + name + "\"; rename one of them");
      }
    }
  }

  void add(long line, List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new CsvException(
          origin, line, "expected " + columns.size() + " cells, got " + cells.size());
    }
    for (int i = 0; i < cells.size(); i++) {
      columns.get(i).add(cells.get(i).strip());
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows + rows / 2);
    }
    lines[rows++] = Math.toIntExact(line);
  }

  int rows() {
    return rows;
  }

  Table build() {
    return build(origin, columns, Arrays.copyOf(lines, rows));
  }

  static Table build(String origin, List<ColumnBuilder> columns, int[] lines) {
    var built = new ArrayList<TableColumn>();
    for (ColumnBuilder column : columns) {
      try {
        built.add(column.build());
      } catch (ColumnBuilder.Mixed e) {
        throw new CsvException(
            origin,
            lines.length == 0 ? e.row() + 1 : lines[e.row()],
            String.valueOf(e.getMessage()),
            e);
      }
    }
    return new Table(origin, built, lines);
  }

  /// Numbers as texts, each in its plain form.
  static TableColumn.Texts texts(TableColumn.Numbers numbers) {
    var dictionary = new LinkedHashMap<String, Integer>();
    int[] codes = new int[numbers.rows()];
    for (int row = 0; row < codes.length; row++) {
      String text = numbers.text(row);
      Integer code = dictionary.putIfAbsent(text, dictionary.size());
      codes[row] = code == null ? dictionary.size() - 1 : code;
    }
    return new TableColumn.Texts(numbers.name(), dictionary.keySet().toArray(new String[0]), codes);
  }
}
