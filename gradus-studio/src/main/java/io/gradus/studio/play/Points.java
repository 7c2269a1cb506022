package io.gradus.studio.play;

import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.train.Dataset;
import io.gradus.train.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Points in the plane, each with a class or a number to predict, and which of them are held out.
///
/// @param kind where they are from
/// @param targets classes from 0, or numbers
/// @param classes the names of the classes; empty where numbers are predicted
/// @param reach the plane is shown from `-reach` to `reach` on both axes
/// @param axes what the axes are called, and what is written at both ends and in the middle
/// @param note what the reader should know about them
record Points(
    String kind,
    float[] x,
    float[] y,
    float[] targets,
    boolean[] held,
    List<String> classes,
    double reach,
    List<Axis> axes,
    String note) {
  static final int MOST = 5000;
  static final int MOST_CLASSES = 5;
  static final double REACH = 3;

  Points {
    classes = List.copyOf(classes);
    axes = List.copyOf(axes);
  }

  /// An axis: its name, and the raw values at the left, in the middle and at the right.
  record Axis(String name, double low, double middle, double high) {
    Map<String, @Nullable Object> map() {
      return Map.of("name", name, "low", low, "middle", middle, "high", high);
    }
  }

  /// Axes that show the numbers as they are.
  static List<Axis> plainAxes() {
    return List.of(new Axis("x1", -REACH, 0, REACH), new Axis("x2", -REACH, 0, REACH));
  }

  /// Holds out of every class each so-many-th point, in the order given; which one is held out
  /// never changes when points are added at the end.
  static boolean[] heldOut(float[] targets, boolean classes, int[] order, double share) {
    boolean[] test = new boolean[targets.length];
    int[] seen = new int[MOST_CLASSES];
    for (int i : order) {
      int group = classes ? (int) targets[i] : 0;
      int k = ++seen[group];
      test[i] = Math.floor(k * share) > Math.floor((k - 1) * share);
    }
    return test;
  }

  int size() {
    return x.length;
  }

  boolean classification() {
    return !classes.isEmpty();
  }

  /// One output says which of two classes; more have an output each.
  int outputs() {
    return classes.size() > 2 ? classes.size() : 1;
  }

  Dataset train() {
    return side(false);
  }

  Dataset test() {
    return side(true);
  }

  private Dataset side(boolean side) {
    int[] rows = IntStream.range(0, size()).filter(i -> held[i] == side).toArray();
    float[] inputs = new float[2 * rows.length];
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      inputs[2 * i] = x[rows[i]];
      inputs[2 * i + 1] = y[rows[i]];
      values[i] = targets[rows[i]];
    }
    int[] shape = {2};
    if (outputs() == 1) {
      return Dataset.of(shape, inputs, values, Target.Values.numbered(1));
    }
    int[] labels = new int[values.length];
    Arrays.setAll(labels, i -> (int) values[i]);
    return Dataset.of(shape, inputs, labels, new Target.Classes(classes));
  }

  /// The loss that fits the targets.
  Loss loss(Loss.Reduction reduction) {
    if (!classification()) {
      return new MeanSquaredError(reduction);
    }
    return outputs() == 1 ? new BinaryCrossEntropy(reduction) : new CrossEntropy(0, reduction);
  }

  /// The largest size of a number to predict.
  float targetLimit() {
    float most = 0;
    for (float target : targets) {
      most = Math.max(most, Math.abs(target));
    }
    return most > 0 ? most : 1;
  }

  int heldCount() {
    return (int) IntStream.range(0, size()).filter(i -> held[i]).count();
  }

  /// For the page: x, y, target and whether it is held out, four numbers for each point.
  Map<String, @Nullable Object> map() {
    float[] numbers = new float[4 * size()];
    for (int i = 0; i < size(); i++) {
      numbers[4 * i] = x[i];
      numbers[4 * i + 1] = y[i];
      numbers[4 * i + 2] = classification() ? targets[i] : targets[i] / targetLimit();
      numbers[4 * i + 3] = held[i] ? 1 : 0;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", kind);
    map.put("points", Packed.floats(numbers));
    map.put("size", size());
    map.put("held", heldCount());
    map.put("classes", classes);
    map.put("outputs", outputs());
    map.put("reach", reach);
    map.put("axes", axes.stream().map(Axis::map).toList());
    map.put("note", note);
    return map;
  }
}
