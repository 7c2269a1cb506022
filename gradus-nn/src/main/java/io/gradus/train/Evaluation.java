package io.gradus.train;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.graph.Value;
import io.gradus.nn.Input;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures a model on data without changing it.
public final class Evaluation {
  private final Model model;
  private final Loss loss;
  private final List<Metric> metrics;
  private final int batchSize;
  private final Map<Integer, TrainingStep> steps = new HashMap<>();
  private @Nullable Dataset checked;
  private @Nullable Made made;

  /// What the steps were made for, beside the number of rows.
  private record Made(Target target, boolean weighted, long freezes) {}

  /// A measurement of a model by a loss and metrics, so many samples at a time.
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
  /// The means of batches are put together by how much their samples count: labels that are ignored
  /// do not, weights of samples and of classes do.
  ///
  /// @throws io.gradus.ShapeException if the samples are not of the model's input shape
  /// @throws DataException if there are none, or none of them counts
  public Map<String, Double> of(Dataset data) {
    if (data != checked) {
      requireSamples(data, loss, "measure");
      requireShape(model, data);
      checked = data;
    }
    Made now = new Made(data.target(), data.weighted(), model.parameters().freezes());
    if (!now.equals(made)) {
      made = now;
      steps.clear();
    }
    metrics.forEach(Metric::reset);
    Batch batch = Batch.of(data, batchSize).counting(loss);
    int[] order = new int[data.size()];
    Arrays.setAll(order, i -> i);
    BatchLoader loader = new BatchLoader(data, batch).start(data, order, 0);
    double sum = 0;
    double count = 0;
    for (int from = 0; from < order.length; from += batchSize) {
      int rows = loader.next().rows();
      TrainingStep step = steps.computeIfAbsent(rows, r -> step(data, r));
      double counted = batch.counted();
      step.run(batch, 0, from);
      sum += step.total(counted, rows, order.length);
      count += counted;
      Value outputs = step.outputs();
      float[] copy = outputs.copyFloats();
      metrics.forEach(metric -> metric.update(copy, batch, copy.length / rows));
    }
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("loss", sum / count);
    metrics.forEach(metric -> result.put(metric.name(), metric.value()));
    return result;
  }

  private TrainingStep step(Dataset data, int rows) {
    return new TrainingStep(model, loss, data.target(), rows, false, data.weighted());
  }

  /// Requires that there are samples, and that one of them counts: the mean over nothing is no
  /// number.
  ///
  /// @param purpose what they are for, such as `"train on"`
  static void requireSamples(Dataset data, Loss loss, String purpose) {
    if (data.size() == 0) {
      throw new DataException("there is nothing to " + purpose + ": the data set is empty");
    }
    Batch one = Batch.of(data, 1).counting(loss);
    one.rows(1);
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, one, 0);
      if (one.counted() > 0) {
        return;
      }
    }
    throw new DataException(
        "there is nothing to "
            + purpose
            + ": none of the "
            + data.size()
            + " samples counts, for their weights, or those of their classes, are 0 or their labels"
            + " are ignored; look at weighted(..), ignoring(..) and the loss");
  }

  /// Requires that the samples are what the model takes, and that indices are within its limits.
  static void requireShape(Model model, Dataset data) {
    List<Input> wanted = model.inputs();
    List<Input> got = data.inputs();
    boolean only = wanted.size() == 1 && got.size() == 1;
    if (only && wanted.getFirst().kind() == got.getFirst().kind()) {
      requireShape(model.sample(), got.getFirst());
    } else if (!Set.copyOf(got).containsAll(wanted) || got.size() < wanted.size()) {
      throw new ShapeException(
          "the model takes "
              + described(wanted)
              + " and the data has "
              + described(got)
              + ": make the model with inputs(..) as the data has them");
    }
    requireIndices(model, data);
  }

  private static String described(List<Input> inputs) {
    return String.join(", ", inputs.stream().map(Input::described).toList());
  }

  private static void requireShape(Shape sample, Input got) {
    if (!got.sample().equals(sample)) {
      throw new ShapeException(
          "the model takes samples of shape "
              + sample
              + " and the data's are "
              + got.sample()
              + ": make the model with "
              + (got.isIndices() ? "indices(" : "input(")
              + got.sample().toString().replaceAll("[\\[\\]]", "")
              + ")");
    }
  }

  /// Looks at all samples before the first step, rather than to fail in the midst of an epoch.
  private static void requireIndices(Model model, Dataset data) {
    if (model.limits().byInput().isEmpty()) {
      return;
    }
    Batch one = Batch.of(data, 1);
    for (int i = 0; i < data.size(); i++) {
      data.copy(i, one, 0);
      for (Input input : model.inputs()) {
        if (input.isIndices()) {
          String name =
              model.inputs().size() == 1 && one.samples().size() == 1
                  ? one.samples().getFirst().name()
                  : input.name();
          model.limits().require(input, one.indices(name), 1, input.sample().size(), i);
        }
      }
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
