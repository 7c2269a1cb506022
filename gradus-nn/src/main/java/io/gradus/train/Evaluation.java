package io.gradus.train;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.graph.Value;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Measures a model on data without changing it.
public final class Evaluation {
  private final Model model;
  private final Loss loss;
  private final List<Metric> metrics;
  private final int batchSize;
  private final Map<Integer, TrainingStep> steps = new HashMap<>();

  public Evaluation(Model model, Loss loss, List<Metric> metrics, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batchSize);
    }
    this.model = model;
    this.loss = loss;
    this.metrics = List.copyOf(metrics);
    this.batchSize = batchSize;
  }

  /// The mean loss of a sample as `loss`, and every metric by name.
  ///
  /// A mean that counts classes or samples differently is put together from batches by their
  /// numbers of samples.
  ///
  /// @throws io.gradus.ShapeException if the samples are not of the model's input shape
  public Map<String, Double> of(Dataset data) {
    requireShape(model, data);
    metrics.forEach(Metric::reset);
    Batch batch = Batch.of(data, batchSize);
    int[] order = new int[data.size()];
    Arrays.setAll(order, i -> i);
    double sum = 0;
    for (int from = 0; from < order.length; from += batchSize) {
      int rows = Math.min(batchSize, order.length - from);
      batch.fill(data, order, from, rows);
      TrainingStep step =
          steps.computeIfAbsent(rows, r -> new TrainingStep(model, loss, data.target(), r, false));
      step.run(batch, 0, from);
      sum += step.total(rows, order.length);
      Value outputs = step.outputs();
      float[] copy = outputs.copyFloats();
      metrics.forEach(metric -> metric.update(copy, batch, copy.length / rows));
    }
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("loss", data.size() == 0 ? Double.NaN : sum / data.size());
    metrics.forEach(metric -> result.put(metric.name(), metric.value()));
    return result;
  }

  static void requireShape(Model model, Dataset data) {
    Shape got = Shape.of(data.inputShape());
    if (!got.equals(model.sample())) {
      throw new ShapeException(
          "the model takes samples of shape "
              + model.sample()
              + " and the data's are "
              + got
              + ": make the model with input("
              + got.toString().replaceAll("[\\[\\]]", "")
              + ")");
    }
  }

  @Override
  public String toString() {
    return "evaluation of "
        + model
        + ", with "
        + loss
        + metrics.stream().map(metric -> ", " + metric.name()).collect(Collectors.joining());
  }
}
