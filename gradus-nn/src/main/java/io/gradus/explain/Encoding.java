package io.gradus.explain;

import io.gradus.expr.Expr;
import io.gradus.expr.Simplify;
import io.gradus.train.Cells;
import io.gradus.train.Column;
import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/// A raw row as the network's numbers, in double, with the formula of each.
final class Encoding {
  private final List<Line> inputLines = new ArrayList<>();
  private final List<Line> targetLines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final double[] inputs;
  private final double[] targets;
  private int label;

  /// @throws DataException if the row does not fit the columns, or holds what the model refuses
  Encoding(Preprocessing preprocessing, RawRow row) {
    require("input", preprocessing.inputs(), row.inputs());
    require("target", preprocessing.targets(), row.targets());
    inputs = encode(preprocessing.inputs(), row.inputs(), row.where(), "x", inputLines);
    Column first = preprocessing.targets().getFirst();
    if (first instanceof Column.Categorical classes) {
      String cell = row.targets().getFirst().strip();
      label = classes.index(cell, row.where());
      targets = new double[0];
      notes.add(
          "%s = %s: class %d of %d"
              .formatted(name(classes), cell, label + 1, classes.values().size()));
    } else {
      targets = encode(preprocessing.targets(), row.targets(), row.where(), "t", targetLines);
    }
  }

  private static void require(String what, List<Column> columns, List<String> cells) {
    if (cells.size() != columns.size()) {
      List<String> names = columns.stream().map(Column::name).toList();
      List<String> few = names.subList(0, Math.min(8, names.size()));
      throw new DataException(
          "expected %d %s value%s (%s%s), got %d"
              .formatted(
                  columns.size(),
                  what,
                  columns.size() == 1 ? "" : "s",
                  String.join(", ", few),
                  few.size() < names.size() ? ", ..." : "",
                  cells.size()));
    }
  }

  private double[] encode(
      List<Column> columns, List<String> cells, String where, String letter, List<Line> lines) {
    int width = columns.stream().mapToInt(Column::width).sum();
    double[] out = new double[width];
    float[] checked = new float[width];
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String cell = cells.get(i).strip();
      // Refuses what predictions refuse, in the same words.
      column.encode(cell, checked, at, where);
      switch (column) {
        case Column.Numeric numeric -> {
          // A sample of another shape counts its numbers all the same.
          Line line = line(letter + (at + 1), numeric, cell);
          lines.add(line);
          out[at] = line.result();
        }
        case Column.Categorical values -> {
          int index = values.index(cell, where);
          out[at + index] = 1;
          notes.add(
              "%s = %s: %s%d = 1, the others of %s%d to %s%d are 0"
                  .formatted(
                      name(values),
                      cell.isEmpty() ? "(missing)" : cell,
                      letter,
                      at + index + 1,
                      letter,
                      at + 1,
                      letter,
                      at + column.width()));
        }
        case Column.Image image ->
            throw new IllegalStateException(image.name() + " took the cell of a table");
      }
      at += column.width();
    }
    return out;
  }

  private Line line(String symbol, Column.Numeric column, String cell) {
    boolean missing = Cells.missing(cell);
    double number = missing ? column.missingFill() : Cells.number(cell);
    if (missing) {
      notes.add(name(column) + " is missing: the fill of the training data stands for it");
    }
    NamedInputs names = new NamedInputs();
    Expr raw = names.of(name(column), number);
    Expr formula = Simplify.of(raw.minus(column.shift()).over(Expr.lit(column.scale())));
    return names.line(symbol, formula, (number - column.shift()) / column.scale());
  }

  /// A column's name, in quotes where it would read as more than one word.
  static String name(Column column) {
    return column.name().matches("[\\p{L}_][\\p{L}\\p{N}_]*")
        ? column.name()
        : '"' + column.name() + '"';
  }

  double[] inputs() {
    return inputs.clone();
  }

  /// Numbers to predict, in the network's scale; empty for classes.
  double[] targets() {
    return targets.clone();
  }

  int label() {
    return label;
  }

  List<Line> inputLines() {
    return inputLines;
  }

  List<Line> targetLines() {
    return targetLines;
  }

  List<String> notes() {
    return notes;
  }
}
