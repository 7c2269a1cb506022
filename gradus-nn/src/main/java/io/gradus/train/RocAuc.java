package io.gradus.train;

import java.util.Arrays;
import java.util.Comparator;

/// P(score of a true row > score of another row) + P(equal) / 2: the area under the ROC curve.
///
/// Exact, by counting pairs (Hanley and McNeil 1982, eq. for the Wilcoxon statistic). Takes logits
/// (or, if told so, probabilities) of classes. With two classes it is the area for the second; with
/// more it is the mean over the classes, each against the rest, of those that have rows on both
/// sides. NaN if there are none, or if an output is NaN. It keeps all outputs until the next reset.
/// A pair counts as the product of its rows' weights.
public final class RocAuc implements Metric {
  private final Outputs kind;
  private float[] outputs = {};
  private int[] classes = {};
  private float[] weights = {};
  private boolean weighted;
  private int width;
  private int rows;

  /// Of logits.
  public RocAuc() {
    this(Outputs.LOGITS);
  }

  /// Of outputs of this kind: logits or probabilities.
  public RocAuc(Outputs kind) {
    this.kind = kind;
  }

  @Override
  public String name() {
    return "roc_auc";
  }

  @Override
  public void reset() {
    rows = 0;
    weighted = false;
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    if (this.rows > 0 && this.width != width) {
      throw new DataException("expected " + this.width + " outputs per row, got " + width);
    }
    this.width = width;
    reserve(rows);
    weighted |= weights.length > 0;
    for (int row = 0; row < rows; row++) {
      int actual = Outputs.actual(labels, values, row, width);
      if (actual >= 0) {
        System.arraycopy(outputs, row * width, this.outputs, this.rows * width, width);
        this.weights[this.rows] = (float) Outputs.weight(weights, row);
        classes[this.rows++] = actual;
      }
    }
  }

  private void reserve(int more) {
    int needed = Math.addExact(rows, more);
    if (classes.length < needed) {
      classes = Arrays.copyOf(classes, Math.max(needed, classes.length + classes.length / 2));
      weights = Arrays.copyOf(weights, classes.length);
    }
    int numbers = Shapes.area(needed, width, "outputs kept for the ROC curve");
    if (outputs.length < numbers) {
      long grown = Math.min(outputs.length * 3L / 2, Integer.MAX_VALUE - 8);
      outputs = Arrays.copyOf(outputs, Math.max(numbers, (int) grown));
    }
  }

  @Override
  public double value() {
    if (width <= 2) {
      return area(1);
    }
    double sum = 0;
    int counted = 0;
    for (int label = 0; label < width; label++) {
      int own = count(label);
      if (own > 0 && own < rows) {
        sum += area(label);
        counted++;
      }
    }
    return sum / counted;
  }

  private int count(int label) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += classes[row] == label ? 1 : 0;
    }
    return count;
  }

  private double area(int label) {
    return weighted ? weightedArea(label) : countedArea(label);
  }

  /// A row's score for a class, and how much it counts for and against.
  private record Scored(double score, double own, double rest) {}

  /// As by counting, with the product of the two weights for each pair.
  private double weightedArea(int label) {
    Scored[] all = new Scored[rows];
    for (int row = 0; row < rows; row++) {
      double score = LogOdds.score(kind, outputs, row, width, label);
      boolean own = classes[row] == label;
      all[row] = new Scored(score, own ? weights[row] : 0, own ? 0 : weights[row]);
      if (Double.isNaN(score)) {
        return Double.NaN;
      }
    }
    Arrays.sort(all, Comparator.comparingDouble(Scored::score));
    double pairs = 0;
    double owns = 0;
    double rests = 0;
    int next = 0;
    while (next < rows) {
      double score = all[next].score();
      double own = 0;
      double rest = 0;
      for (; next < rows && all[next].score() == score; next++) {
        own += all[next].own();
        rest += all[next].rest();
      }
      pairs += own * (rests + rest / 2);
      owns += own;
      rests += rest;
    }
    return pairs / (owns * rests);
  }

  private double countedArea(int label) {
    double[] own = new double[count(label)];
    double[] rest = new double[rows - own.length];
    int owns = 0;
    int rests = 0;
    for (int row = 0; row < rows; row++) {
      double score = LogOdds.score(kind, outputs, row, width, label);
      if (Double.isNaN(score)) {
        return Double.NaN;
      }
      if (classes[row] == label) {
        own[owns++] = score;
      } else {
        rest[rests++] = score;
      }
    }
    return area(own, rest);
  }

  private static double area(double[] own, double[] rest) {
    Arrays.sort(own);
    Arrays.sort(rest);
    long halves = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : own) {
      while (below < rest.length && rest[below] < score) {
        below++;
      }
      while (notAbove < rest.length && rest[notAbove] <= score) {
        notAbove++;
      }
      halves += below + notAbove;
    }
    return halves / (2.0 * own.length * rest.length);
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public String toString() {
    return Names.text(this);
  }
}
