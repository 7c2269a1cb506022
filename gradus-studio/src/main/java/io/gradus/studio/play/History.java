package io.gradus.studio.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Losses and scores over the steps of a run, in bounded memory: when it is full, every second
/// point goes, and from then on only every second one is taken.
final class History {
  private static final int MOST = 400;

  private final double[] steps = new double[MOST];
  private final double[][] columns = new double[4][MOST];
  private int size;
  private int every = 1;
  private long seen;

  void add(long step, Score train, Score test) {
    if (size > 0 && steps[size - 1] == step) {
      return;
    }
    if (seen++ % every != 0) {
      return;
    }
    if (size == MOST) {
      thin();
    }
    steps[size] = step;
    columns[0][size] = train.loss();
    columns[1][size] = test.loss();
    columns[2][size] = train.score();
    columns[3][size] = test.score();
    size++;
  }

  private void thin() {
    size = MOST / 2;
    for (int i = 0; i < size; i++) {
      steps[i] = steps[2 * i];
      for (double[] column : columns) {
        column[i] = column[2 * i];
      }
    }
    every *= 2;
  }

  Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("step", list(steps));
    map.put("trainLoss", list(columns[0]));
    map.put("testLoss", list(columns[1]));
    map.put("trainScore", list(columns[2]));
    map.put("testScore", list(columns[3]));
    return map;
  }

  private List<Double> list(double[] numbers) {
    return new ArrayList<>(Arrays.stream(numbers, 0, size).boxed().toList());
  }
}
