package io.gradus.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A curve of any length in bounded memory: when it is full, neighbours are merged to their mean.
final class Series {
  private static final int MOST = 512;

  private final double[] steps = new double[MOST];
  private final double[] values = new double[MOST];
  private int size;
  private long perPoint = 1;
  private long gathered;
  private double sum;

  /// Adds the value of a step.
  void add(long step, double value) {
    sum += value;
    gathered++;
    if (gathered < perPoint) {
      return;
    }
    if (size == MOST) {
      merge();
    }
    steps[size] = step;
    values[size] = sum / gathered;
    size++;
    sum = 0;
    gathered = 0;
  }

  private void merge() {
    size = MOST / 2;
    for (int i = 0; i < size; i++) {
      steps[i] = steps[2 * i + 1];
      values[i] = (values[2 * i] + values[2 * i + 1]) / 2;
    }
    perPoint *= 2;
  }

  /// The points, and how many steps each is the mean of.
  Map<String, @Nullable Object> points() {
    return Map.of("x", list(steps), "y", list(values), "perPoint", perPoint);
  }

  private List<Double> list(double[] numbers) {
    return new ArrayList<>(Arrays.stream(numbers, 0, size).boxed().toList());
  }
}
