package io.gradus.studio.play;

import io.gradus.train.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;

/// How good a network is on one side of the data.
///
/// @param loss the mean loss, without the price of the weights
/// @param score the accuracy, or R² where numbers are predicted; NaN where there is nothing
/// @param confusion for each true class how often each class was said; empty for numbers
record Score(double loss, double score, List<List<Long>> confusion) {
  static final Score NONE = new Score(Double.NaN, Double.NaN, List.of());

  static List<List<Long>> rows(ConfusionMatrix matrix) {
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.classes(); i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < matrix.classes(); j++) {
        row.add(matrix.count(i, j));
      }
      rows.add(row);
    }
    return rows;
  }
}
