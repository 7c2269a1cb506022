package io.gradus.data;

import io.gradus.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows shuffled and divided, by a seed: the same rows for the same seed, on every Java, for ever.
///
/// A shuffle is that of Fisher and Yates in Durstenfeld's form: for i from n - 1 down to 1, swap
/// entry i with entry j, where j is drawn from 0..i by SplitMix64 started at the seed.
public final class Splits {
  private Splits() {}

  /// The rows to train on and those held out, as indices, each in shuffled order.
  public record Split(int[] train, int[] test) {}

  /// 0..size-1 in shuffled order.
  public static int[] shuffled(int size, long seed) {
    int[] order = IntStream.range(0, size).toArray();
    shuffle(order, new SplitMix(seed));
    return order;
  }

  private static void shuffle(int[] order, SplitMix random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /// Holds out round(size * testShare) shuffled rows.
  ///
  /// @param testShare the share to hold out, more than 0 and less than 1
  /// @throws DataException if one side would be empty
  public static Split trainTest(int size, double testShare, long seed) {
    int held = held(size, testShare);
    int[] order = shuffled(size, seed);
    return new Split(Arrays.copyOfRange(order, held, size), Arrays.copyOfRange(order, 0, held));
  }

  /// Holds out round(size * testShare) rows, from every class its share.
  ///
  /// A class of n rows gives floor(n * testShare) of them, and the classes with the largest
  /// remainders one more, until there are enough.
  ///
  /// @param labels the class of every row
  /// @throws DataException if one side would be empty
  public static Split stratified(int[] labels, double testShare, long seed) {
    int held = held(labels.length, testShare);
    var random = new SplitMix(seed);
    var classes = classes(labels, random);
    int[] quota = quota(classes, testShare, held);
    int[] test = new int[held];
    int[] train = new int[labels.length - held];
    int tests = 0;
    int trains = 0;
    for (int c = 0; c < quota.length; c++) {
      int[] rows = classes.get(c);
      System.arraycopy(rows, 0, test, tests, quota[c]);
      System.arraycopy(rows, quota[c], train, trains, rows.length - quota[c]);
      tests += quota[c];
      trains += rows.length - quota[c];
    }
    shuffle(train, random);
    shuffle(test, random);
    return new Split(train, test);
  }

  private static int[] quota(List<int[]> classes, double share, int held) {
    int[] quota = new int[classes.size()];
    double[] remainder = new double[quota.length];
    int given = 0;
    for (int c = 0; c < quota.length; c++) {
      double exact = classes.get(c).length * share;
      quota[c] = (int) exact;
      remainder[c] = exact - quota[c];
      given += quota[c];
    }
    for (; given < held; given++) {
      int next = 0;
      for (int c = 1; c < quota.length; c++) {
        next = remainder[c] > remainder[next] ? c : next;
      }
      quota[next]++;
      remainder[next] -= 1;
    }
    return quota;
  }

  /// `folds` splits; every row is held out in exactly one, and their sizes differ by at most one.
  ///
  /// @throws DataException if there are fewer than 2 folds, or more than rows
  public static List<Split> kFold(int size, int folds, long seed) {
    requireFolds(size, folds);
    int[] order = shuffled(size, seed);
    return folds(order, folds, new SplitMix(~seed));
  }

  /// `folds` splits; every row is held out in exactly one, in each fold every class has its share.
  ///
  /// The shuffled rows are dealt to the folds in turn, class after class, so that fold sizes, and
  /// the rows of one class in a fold, differ by at most one.
  ///
  /// @param labels the class of every row
  /// @throws DataException if there are fewer than 2 folds, or more than rows
  public static List<Split> stratifiedKFold(int[] labels, int folds, long seed) {
    requireFolds(labels.length, folds);
    var random = new SplitMix(seed);
    int[] order = classes(labels, random).stream().flatMapToInt(Arrays::stream).toArray();
    return folds(order, folds, random);
  }

  /// Deals `order` to the folds in turn; what is not held out is shuffled again.
  private static List<Split> folds(int[] order, int folds, SplitMix random) {
    var splits = new ArrayList<Split>();
    for (int fold = 0; fold < folds; fold++) {
      int own = fold;
      int[] test = IntStream.range(0, order.length).filter(i -> i % folds == own).toArray();
      int[] train = IntStream.range(0, order.length).filter(i -> i % folds != own).toArray();
      for (int[] side : List.of(test, train)) {
        Arrays.setAll(side, i -> order[side[i]]);
        shuffle(side, random);
      }
      splits.add(new Split(train, test));
    }
    return List.copyOf(splits);
  }

  /// The rows of each class, shuffled; classes without rows are left out.
  private static List<int[]> classes(int[] labels, SplitMix random) {
    var classes = new ArrayList<int[]>();
    for (int label : IntStream.of(labels).distinct().sorted().toArray()) {
      int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      shuffle(rows, random);
      classes.add(rows);
    }
    return classes;
  }

  private static int held(int size, double testShare) {
    if (!(testShare > 0 && testShare < 1)) {
      throw new DataException(
          "the share to hold out must be more than 0 and less than 1, got " + testShare);
    }
    int held = (int) StrictMath.floor(size * testShare + 0.5);
    if (held < 1 || held >= size) {
      throw new DataException(
          "holding out "
              + testShare
              + " of "
              + size
              + " rows leaves one side empty: choose another share, or take more rows");
    }
    return held;
  }

  private static void requireFolds(int size, int folds) {
    if (folds < 2 || folds > size) {
      throw new DataException(
          "expected 2 to " + size + " folds for " + size + " rows, got " + folds);
    }
  }
}
