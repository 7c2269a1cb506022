package io.gradus.train;

import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import java.util.HashMap;
import java.util.Map;

/// The training steps of a model, planned for each batch size that comes up, and anew when a
/// parameter was frozen or thawed.
final class PlannedSteps {
  private final Model model;
  private final Loss loss;
  private final Target target;
  private final boolean weighted;
  private final boolean recompute;
  private final boolean mixed;
  private final Map<Integer, TrainingStep> steps = new HashMap<>();
  private final Map<Integer, TrainingStep> uncharged = new HashMap<>();
  private long freezes;

  PlannedSteps(Model model, Loss loss, Dataset data, boolean recompute) {
    this.model = model;
    this.loss = loss;
    target = data.target();
    weighted = data.weighted();
    this.recompute = recompute;
    mixed = data.mixed();
    freezes = model.parameters().freezes();
  }

  /// The step for batches of so many samples.
  TrainingStep of(int rows) {
    return of(rows, true);
  }

  /// @param first whether the batch is the first of its update; a [io.gradus.nn.Penalty] around a
  ///   sum is charged there
  private TrainingStep of(int rows, boolean first) {
    if (freezes != model.parameters().freezes()) {
      freezes = model.parameters().freezes();
      steps.clear();
      uncharged.clear();
    }
    boolean charged = first || !TrainingStep.chargesApart(loss);
    return (charged ? steps : uncharged)
        .computeIfAbsent(
            rows,
            r ->
                new TrainingStep(
                    model, loss, target, r, true, weighted, mixed, charged, recompute));
  }

  /// Feed-forward and back-propagation for a batch. The buffers stay as they are until
  /// [TrainingStep#keepBuffers].
  ///
  /// @param first whether it is the first batch of its update
  /// @param from the place of its first sample in the epoch
  /// @throws NonFiniteLossException if the loss is NaN or infinite
  TrainingStep run(Batch batch, boolean first, long step, int epoch, int from) {
    TrainingStep now = of(batch.rows(), first);
    float value = now.compute(batch, step, from);
    if (!Float.isFinite(value)) {
      throw new NonFiniteLossException(
          "the loss is "
              + value
              + " at step "
              + step
              + " (epoch "
              + epoch
              + "); "
              + now.firstNonFinite(batch, step, from)
              + "; try a smaller learning rate, gradient clipping, or look for extreme values in the"
              + " data");
    }
    return now;
  }
}
