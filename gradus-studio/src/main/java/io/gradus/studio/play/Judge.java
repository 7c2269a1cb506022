package io.gradus.studio.play;

import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.train.ConfusionMatrix;
import io.gradus.train.Dataset;
import io.gradus.train.Evaluation;
import io.gradus.train.Metric;
import io.gradus.train.RSquared;
import java.util.List;
import java.util.Map;

/// Measures a network on the points that it learns from, or on those held out.
final class Judge {
  private static final int BATCH = 1024;

  private final Dataset data;
  private final Metric metric;
  private final Evaluation evaluation;

  Judge(Model model, Points points, Dataset data) {
    this.data = data;
    metric = points.classification() ? new ConfusionMatrix(points.classes()) : new RSquared();
    int batch = Math.clamp(data.size(), 1, BATCH);
    Loss loss = points.loss(Loss.Reduction.MEAN);
    evaluation = new Evaluation(model, loss, List.of(metric), batch);
  }

  Score score() {
    if (data.size() == 0) {
      return Score.NONE;
    }
    Map<String, Double> values = evaluation.of(data);
    List<List<Long>> confusion =
        metric instanceof ConfusionMatrix matrix ? Score.rows(matrix) : List.of();
    return new Score(
        values.getOrDefault("loss", Double.NaN),
        values.getOrDefault(metric.name(), Double.NaN),
        confusion);
  }
}
