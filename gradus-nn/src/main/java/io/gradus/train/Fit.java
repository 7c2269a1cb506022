package io.gradus.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Learns a [Preprocessing] from rows of a table.
record Fit(RawTable table, int[] rows) {
  private static final int MOST_VALUES = 1_000;

  /// Its square, times any number of rows, is a double.
  private static final double LARGEST_NUMBER = 1e140;

  /// A spread of this part of the numbers is that of their last digits.
  private static final double ROUNDING = 1e-12;

  Fit {
    if (rows.length == 0) {
      throw new DataException("no rows to learn scales from");
    }
  }

  Preprocessing preprocessing(List<String> targets, Scaling scaling) {
    var targetScaling = scaling instanceof Scaling.Fixed ? Scaling.none() : Scaling.standardise();
    var outputs = targets.stream().map(name -> target(table.column(name), targetScaling)).toList();
    var inputs = new ArrayList<Column>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!targets.contains(table.columns().get(i))) {
        inputs.add(table.numeric(i) ? numeric(i, scaling, true) : categorical(i));
      }
    }
    if (inputs.isEmpty()) {
      throw new DataException("no input columns: the table has only " + table.columns());
    }
    return new Preprocessing(inputs, outputs);
  }

  private Column target(int column, Scaling scaling) {
    for (int row = 0; row < table.rows(); row++) {
      if (table.text(row, column).isEmpty()) {
        String expected =
            table.numeric(column)
                ? "expected a target"
                : "expected a target (a class that is called NA needs another name, such as none)";
        throw Cells.bad(table.where(row), table.columns().get(column), expected, "");
      }
    }
    if (!table.numeric(column)) {
      return categorical(column);
    }
    Column.Numeric numeric = numeric(column, scaling, false);
    requireFloats(column, numeric);
    return numeric;
  }

  /// [Prediction#values()] are floats: targets must not be beyond them, or differ by less than
  /// their smallest.
  private void requireFloats(int column, Column.Numeric target) {
    for (int row = 0; row < table.rows(); row++) {
      double number = table.number(row, column);
      if (Float.isInfinite((float) number)) {
        throw Cells.bad(
            table.where(row),
            target.name(),
            "expected a target between -3.4e38 and 3.4e38, the largest float (divide the column by a"
                + " power of ten)",
            Column.plain(number));
      }
    }
    if (target.scale() < Float.MIN_NORMAL) {
      throw new DataException(
          "%s, column \"%s\": the targets differ by %.1e, too little for a float: multiply the column by a power of ten"
              .formatted(table.name(), target.name(), target.scale()));
    }
  }

  private Column categorical(int column) {
    String name = table.columns().get(column);
    Set<String> values = new HashSet<>();
    for (int row = 0; row < table.rows(); row++) {
      values.add(table.text(row, column));
    }
    if (values.size() > MOST_VALUES) {
      throw new DataException(
          table.name()
              + ", column \""
              + name
              + "\" has "
              + values.size()
              + " different texts, too many for one input each (at most "
              + MOST_VALUES
              + "): "
              + leaveOut(name)
              + ", or turn it into numbers");
    }
    return new Column.Categorical(name, values.stream().sorted(Fit::compare).toList());
  }

  /// Numbers by size, then texts by their characters, so that class 10 comes after class 9.
  private static int compare(String a, String b) {
    double x = Cells.number(a);
    double y = Cells.number(b);
    int bySize = Double.compare(x, y); // NaN, a text, counts as greater than every number
    return bySize != 0 ? bySize : a.compareTo(b);
  }

  private Column.Numeric numeric(int column, Scaling scaling, boolean fill) {
    String name = table.columns().get(column);
    double mean = mean(column);
    double missingFill = fill && anyMissing(column) ? mean : Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double number = table.number(row, column);
      if (!Double.isNaN(number)) {
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
    }
    double largest = Math.max(Math.abs(least), Math.abs(most));
    return switch (scaling) {
      case Scaling.Fixed(double shift, double scale) ->
          new Column.Numeric(name, missingFill, shift, scale);
      case Scaling.Standardise _ -> {
        double deviation = least == most ? 0 : deviation(column, mean);
        yield new Column.Numeric(name, missingFill, mean, scale(deviation, largest));
      }
      case Scaling.MinMax _ ->
          new Column.Numeric(name, missingFill, least, scale(most - least, largest));
    };
  }

  private static String leaveOut(String name) {
    return "leave the column out (--ignore \""
        + name
        + "\" of gradus train, Table.without in Java)";
  }

  /// The complaint of the first number in the table that is too large, wherever the rows begin.
  private DataException tooLarge(int column) {
    int row = 0;
    while (!(Math.abs(table.number(row, column)) > LARGEST_NUMBER)) {
      row++;
    }
    double number = table.number(row, column);
    return Cells.bad(
        table.where(row),
        table.columns().get(column),
        Double.isInfinite(number)
            ? "expected a finite number"
            : "expected a number between -1e140 and 1e140",
        Column.plain(number));
  }

  private double mean(int column) {
    double sum = 0;
    int count = 0;
    for (int row : rows) {
      double number = table.number(row, column);
      if (Math.abs(number) > LARGEST_NUMBER) {
        throw tooLarge(column);
      }
      if (!Double.isNaN(number)) {
        sum += number;
        count++;
      }
    }
    if (count == 0) {
      throw new DataException(
          table.name()
              + ", column \""
              + table.columns().get(column)
              + "\" has no value in the rows to learn from: "
              + leaveOut(table.columns().get(column)));
    }
    return sum / count;
  }

  private double deviation(int column, double mean) {
    double squares = 0;
    int count = 0;
    for (int row : rows) {
      double number = table.number(row, column);
      if (!Double.isNaN(number)) {
        squares += (number - mean) * (number - mean);
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  private boolean anyMissing(int column) {
    for (int row = 0; row < table.rows(); row++) {
      if (Double.isNaN(table.number(row, column))) {
        return true;
      }
    }
    return false;
  }

  /// 1 for a column without spread: the mean of equal numbers is rounded, and what is left of it
  /// would be divided by itself, or by as little.
  private static double scale(double spread, double largest) {
    return spread <= ROUNDING * largest ? 1 : spread;
  }
}
