package io.gradus.train;

import java.util.Arrays;
import java.util.List;

/// counts\[i\]\[j\]: how many rows of class i were predicted as class j. Its value is the accuracy.
///
/// Takes logits (or, if told so, probabilities) of classes. Counts and table are of rows; the value
/// weighs them where they have weights.
public final class ConfusionMatrix implements Metric {
  private final Outputs kind;
  private final List<String> names;
  private int classes;
  private long[] counts = {};
  private long[] unpredicted = {};

  /// What the rows counted in `counts` weigh, and those of `unpredicted`.
  private double[] weighed = {};

  private double[] lost = {};

  /// A matrix for logits, whose classes are called by their index.
  public ConfusionMatrix() {
    this(Outputs.LOGITS, List.of());
  }

  /// A matrix for logits with the given class names.
  public ConfusionMatrix(List<String> names) {
    this(Outputs.LOGITS, names);
  }

  /// A matrix that is empty, for outputs of this kind.
  ///
  /// @param names the class names, or empty to call them by their index
  public ConfusionMatrix(Outputs kind, List<String> names) {
    this.kind = kind;
    this.names = List.copyOf(names);
    if (!names.isEmpty()) {
      resize(names.size());
    }
  }

  @Override
  public String name() {
    return "confusion";
  }

  @Override
  public void reset() {
    Arrays.fill(counts, 0);
    Arrays.fill(unpredicted, 0);
    Arrays.fill(weighed, 0);
    Arrays.fill(lost, 0);
  }

  @Override
  public void update(
      float[] outputs, int[] labels, float[] values, float[] weights, int rows, int width) {
    if (classes == 0) {
      resize(Outputs.classes(width));
    }
    if (Outputs.classes(width) != classes) {
      throw new DataException(
          "expected outputs for " + classes + " classes, got " + width + " per row");
    }
    for (int row = 0; row < rows; row++) {
      int actual = Outputs.actual(labels, values, row, width);
      int predicted = kind.predicted(outputs, row, width);
      if (actual >= 0 && predicted >= 0) {
        counts[actual * classes + predicted]++;
        weighed[actual * classes + predicted] += Outputs.weight(weights, row);
      } else if (actual >= 0) {
        unpredicted[actual]++;
        lost[actual] += Outputs.weight(weights, row);
      }
    }
  }

  /// How many classes there are; 0 before the first batch if no names were given.
  public int classes() {
    return classes;
  }

  /// How many rows of class `actual` were predicted as class `predicted`.
  public long count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /// What the rows of class `actual` that were predicted as class `predicted` weigh; as many as
  /// they are where rows have no weights.
  public double weight(int actual, int predicted) {
    return weighed[actual * classes + predicted];
  }

  /// What the rows of a class weigh.
  double actualWeight(int which) {
    double sum = lost[which];
    for (int j = 0; j < classes; j++) {
      sum += weight(which, j);
    }
    return sum;
  }

  /// What the rows predicted as a class weigh.
  double predictedWeight(int which) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += weight(i, which);
    }
    return sum;
  }

  /// How many rows are of a class.
  public long actual(int which) {
    long sum = unpredicted[which];
    for (int j = 0; j < classes; j++) {
      sum += count(which, j);
    }
    return sum;
  }

  /// How many rows were predicted as a class.
  public long predicted(int which) {
    long sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, which);
    }
    return sum;
  }

  /// How many rows of a class were predicted as that class.
  public long correct(int which) {
    return count(which, which);
  }

  @Override
  public double value() {
    double correct = 0;
    double total = 0;
    for (int i = 0; i < classes; i++) {
      correct += weight(i, i);
      total += actualWeight(i);
    }
    return correct / total;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  /// The matrix as text: a row per true class, a column per predicted class.
  ///
  /// Rows whose outputs were NaN are in a last column, which is there only if there are such rows.
  public String table() {
    boolean undecided = Arrays.stream(unpredicted).anyMatch(n -> n > 0);
    int columns = classes + (undecided ? 1 : 0);
    String corner = "actual \\ predicted";
    int first = corner.length();
    for (int i = 0; i < classes; i++) {
      first = Math.max(first, label(i).length());
    }
    var text = new StringBuilder(padded(corner, first, false));
    for (int j = 0; j < columns; j++) {
      text.append("  ").append(padded(label(j), columnWidth(j), true));
    }
    text.append('\n');
    for (int i = 0; i < classes; i++) {
      text.append(padded(label(i), first, false));
      for (int j = 0; j < columns; j++) {
        text.append("  ").append(padded(Long.toString(cell(i, j)), columnWidth(j), true));
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return table();
  }

  private long cell(int i, int j) {
    return j == classes ? unpredicted[i] : count(i, j);
  }

  private String label(int j) {
    return j == classes ? "(none)" : names.isEmpty() ? Integer.toString(j) : names.get(j);
  }

  private int columnWidth(int j) {
    int width = label(j).length();
    for (int i = 0; i < classes; i++) {
      width = Math.max(width, Long.toString(cell(i, j)).length());
    }
    return width;
  }

  private static String padded(String text, int width, boolean right) {
    String space = " ".repeat(width - text.length());
    return right ? space + text : text + space;
  }

  private void resize(int size) {
    classes = size;
    counts = new long[Shapes.area(size, size, "confusion matrix")];
    unpredicted = new long[size];
    weighed = new double[counts.length];
    lost = new double[size];
  }
}
