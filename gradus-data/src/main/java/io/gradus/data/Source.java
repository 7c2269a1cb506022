package io.gradus.data;

import io.gradus.train.DataException;
import io.gradus.train.Dataset;
import io.gradus.train.Preprocessing;
import io.gradus.train.Scaling;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// A table to learn from: which columns are to be predicted, and how the others are best scaled.
///
/// A target column of texts makes it a classification, one of numbers a regression.
///
/// @param shape the shape of one sample, or empty for its encoded columns in a row
public record Source(
    String name, Table table, List<String> targets, Scaling scaling, List<Integer> shape) {
  private static final int MOST_CLASSES = 20;

  /// Checks the targets; keeps copies of the lists.
  ///
  /// @throws DataException if there is no such target, or targets of texts and numbers are mixed
  public Source {
    targets = List.copyOf(targets);
    shape = List.copyOf(shape);
    if (targets.isEmpty()) {
      throw new DataException(name + ": no target column was named");
    }
    for (String target : targets) {
      if (!table.numeric(table.column(target)) && targets.size() > 1) {
        throw new DataException(
            name + ": several targets must all be numbers, \"" + target + "\" is text");
      }
    }
  }

  /// Classification or regression, found from the target; inputs are standardised.
  ///
  /// It is classification if the target is text, or if it is whole numbers with at most 20
  /// different values, and at least as many rows for each, on average, as there are values: 2
  /// classes in 4 rows, 10 in 100, 20 in 400. Otherwise it is regression.
  ///
  /// @throws DataException if the table has no such column
  public static Source of(String name, Table table, String target) {
    return looksLikeClasses(table, table.column(target))
        ? classification(name, table, target)
        : regression(name, table, target);
  }

  /// Classification: each different value of the target is a class.
  public static Source classification(String name, Table table, String target) {
    return new Source(
        name, table.categorical(target), List.of(target), Scaling.standardise(), List.of());
  }

  /// Regression of one or more columns of numbers.
  ///
  /// @throws DataException if a target is missing or holds texts
  public static Source regression(String name, Table table, String... targets) {
    for (String target : targets) {
      if (!table.numeric(table.column(target))) {
        throw new DataException(
            name + ": column \"" + target + "\" holds texts: regression needs numbers");
      }
    }
    return new Source(name, table, List.of(targets), Scaling.standardise(), List.of());
  }

  /// The same with another scaling.
  public Source scaled(Scaling other) {
    return new Source(name, table, targets, other, shape);
  }

  /// Whether classes are to be predicted; otherwise numbers are.
  public boolean classification() {
    return !table.numeric(table.column(targets.getFirst()));
  }

  /// How many rows there are.
  public int size() {
    return table.rows();
  }

  /// What the given rows teach about scales.
  public Preprocessing fit(int[] rows) {
    var natural = Preprocessing.fit(table, rows, targets, scaling);
    return shape.isEmpty()
        ? natural
        : natural.reshaped(shape.stream().mapToInt(Integer::intValue).toArray());
  }

  /// All rows, scaled by what all rows teach.
  public Samples samples() {
    var preprocessing = fit(allRows());
    return new Samples(preprocessing, preprocessing.dataset(table));
  }

  /// Both sides of a split, scaled by what the training rows alone teach.
  public Fold fold(Splits.Split split) {
    var preprocessing = fit(split.train());
    return new Fold(
        preprocessing,
        preprocessing.dataset(table, split.train()),
        preprocessing.dataset(table, split.test()));
  }

  /// Holds out a share of the rows: of every class its share, if there are classes.
  public Fold holdOut(double testShare, long seed) {
    return fold(
        classification()
            ? Splits.stratified(labels(), testShare, seed)
            : Splits.trainTest(size(), testShare, seed));
  }

  /// As many splits as `folds`, stratified if there are classes.
  public List<Splits.Split> folds(int folds, long seed) {
    return classification()
        ? Splits.stratifiedKFold(labels(), folds, seed)
        : Splits.kFold(size(), folds, seed);
  }

  /// The class of every row.
  ///
  /// @throws DataException if this is a regression
  public int[] labels() {
    if (!classification()) {
      throw new DataException(name + ": a regression has no classes");
    }
    return fit(allRows()).dataset(table).labels();
  }

  private int[] allRows() {
    return IntStream.range(0, size()).toArray();
  }

  private static boolean looksLikeClasses(Table table, int target) {
    if (!table.numeric(target)) {
      return true;
    }
    var different = new HashSet<Double>();
    for (int row = 0; row < table.rows(); row++) {
      double number = table.number(row, target);
      if (Double.isNaN(number)) {
        continue;
      }
      different.add(number);
      if (number != StrictMath.rint(number) || different.size() > MOST_CLASSES) {
        return false;
      }
    }
    return (long) different.size() * different.size() <= table.rows();
  }

  /// Encoded rows, and how they were encoded.
  public record Samples(Preprocessing preprocessing, Dataset data) {}

  /// Rows to train on and rows held out, and how both were encoded.
  public record Fold(Preprocessing preprocessing, Dataset train, Dataset test) {}
}
