package io.gradus.train;

import io.gradus.Param;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Model;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerMap;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.ParamGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of a [Trainer]: the epochs, the steps, early stopping, checkpoints.
final class TrainingLoop {
  private final Trainer trainer;
  private final Model model;
  private final List<Metric> metrics;
  private final Checkpointing checkpoints;
  private final Dataset train;
  private final @Nullable Dataset validation;
  private final OptimizerRun update;
  private final GradientSum gradients;
  private final Batch batch;
  private final PlannedSteps steps;
  private final Evaluation evaluation;
  private final int[] order;
  private final long key;
  private final Map<String, String> settings;
  private long step;
  private long saved;
  private int firstEpoch;
  private int lastEpoch;
  private int done;
  private int firstSample;
  private double lossBefore;
  private float[] outputs = new float[0];
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private float[] bestValues = new float[0];
  private float[] bestBuffers = new float[0];

  TrainingLoop(
      Trainer trainer,
      Dataset train,
      @Nullable Dataset validation,
      OptimizerRun update,
      @Nullable Checkpoint from,
      int epochsDone) {
    this.trainer = trainer;
    this.model = trainer.model();
    this.metrics = trainer.metrics();
    this.checkpoints = trainer.checkpoints();
    this.train = train;
    this.validation = validation;
    this.update = update;
    this.batch = Batch.of(train, trainer.batchSize()).ignoring(trainer.loss().ignoredLabel());
    this.steps = new PlannedSteps(model, trainer.loss(), train);
    this.order = new int[train.size()];
    this.evaluation = new Evaluation(model, trainer.loss(), metrics, trainer.batchSize());
    this.key = RandomKey.of(model.seed(), "shuffle", 0);
    this.gradients = new GradientSum(trainer.accumulated(), trainer.loss(), model.parameters());
    this.step = update.steps();
    this.saved = step;
    this.firstEpoch = epochsDone + 1;
    this.lastEpoch = epochsDone + trainer.epochs();
    this.bestEpoch = epochsDone;
    settings = from != null || checkpoints.file() != null ? settings() : Map.of();
    if (from != null) {
      restore(from);
    }
  }

  /// What must be the same in a run that goes on with this one's checkpoint.
  private Map<String, String> settings() {
    Map<String, String> now = new LinkedHashMap<>();
    now.put("seed", Long.toString(model.seed()));
    now.put("batch", Integer.toString(trainer.batchSize()));
    now.put("accumulation", Integer.toString(trainer.accumulated()));
    now.put("averaging", Double.toString(trainer.options().averaging()));
    now.put("optimizer", trainer.optimizer().name());
    now.put("optimizer settings", optimizer(trainer.optimizer()));
    now.put("clipping", trainer.options().clipping().toString());
    now.put("groups", groups(trainer.options().groups()));
    TrainingStep full = steps.of(Math.min(trainer.batchSize(), train.size()));
    now.put("network and loss", GraphDigest.of(full.graph()));
    now.put("training data", train.contentHash());
    now.put("validation data", validation == null ? "none" : validation.contentHash());
    return now;
  }

  /// The optimizer and its schedule as text; one of the user's own is known by its name.
  private static String optimizer(Optimizer optimizer) {
    try {
      return Json.write(OptimizerMap.of(optimizer));
    } catch (IllegalArgumentException e) {
      return optimizer.name();
    }
  }

  private static String groups(List<ParamGroup> groups) {
    return groups.isEmpty()
        ? "none"
        : String.join(
            ", ",
            groups.stream()
                .map(group ->
                    group.name()
                        + " at rate "
                        + group.rateFactor()
                        + (group.decay().isPresent()
                            ? " and decay " + group.decay().getAsDouble()
                            : ""))
                .toList());
  }

  private void restore(Checkpoint from) {
    from.require(settings);
    Checkpoint.Position position = from.position();
    if (position.sample() >= train.size()) {
      throw new DataException(
          "the checkpoint is at sample " + position.sample() + " of " + train.size());
    }
    Checkpoint.Best kept = from.best(model);
    from.restore(model, update);
    step = position.step();
    saved = step;
    firstEpoch = position.epoch();
    lastEpoch = trainer.epochs();
    firstSample = position.sample();
    lossBefore = position.lossSum();
    best = position.best();
    bestEpoch = position.bestEpoch();
    bestValues = kept.values();
    bestBuffers = kept.buffers();
  }

  /// @param epoch the epoch to go on with
  private void save(int epoch, int sample, double sum) {
    saved = step;
    checkpoints.write(
        model,
        update,
        settings,
        new Checkpoint.Position(step, update.steps(), epoch, sample, sum, best, bestEpoch),
        new Checkpoint.Best(bestValues, bestBuffers));
  }

  List<Epoch> run() {
    List<Epoch> history = new ArrayList<>();
    boolean stopped = overdue(firstEpoch - 1);
    for (int epoch = firstEpoch; epoch <= lastEpoch && !stopped; epoch++) {
      Epoch ended = epoch(epoch);
      done = epoch;
      history.add(ended);
      stopped = worse(ended);
      trainer.tell(new TrainingEvent.EpochDone(ended));
      swapAverage();
      if (checkpoints.dueAfterEpoch(epoch) || stopped || epoch == lastEpoch) {
        save(epoch + 1, 0, 0);
      }
      if (stopped) {
        trainer.tell(new TrainingEvent.Stopped(epoch, bestEpoch, best));
      }
    }
    finish();
    return history;
  }

  private void swapAverage() {
    if (trainer.options().averaging() > 0) {
      update.swapAverage();
    }
  }

  /// One pass over the data, and a validation; leaves the averaged weights in place, if there are
  /// any.
  private Epoch epoch(int number) {
    long started = System.nanoTime();
    Arrays.setAll(order, i -> i);
    Philox.shuffle(order, key, number, 0);
    metrics.forEach(Metric::reset);
    trainer.gathering(true);
    try {
      return pass(number, started);
    } finally {
      trainer.gathering(false);
    }
  }

  private Epoch pass(int number, long started) {
    double sum = number == firstEpoch ? lossBefore : 0;
    int first = number == firstEpoch ? firstSample : 0;
    double count = countedBefore(first);
    for (int from = first; from < order.length; from += trainer.batchSize()) {
      int rows = Math.min(trainer.batchSize(), order.length - from);
      float value = step(number, from, rows);
      double counted = batch.counted();
      sum += Evaluation.total(trainer.loss(), value, counted);
      count += counted;
      if (checkpoints.dueAfterSteps(step - saved)
          && gradients.empty()
          && from + rows < order.length) {
        save(number, from + rows, sum);
      }
    }
    Map<String, Double> seen = values();
    trainer.gathering(false);
    requireFinite(number);
    swapAverage();
    double validationLoss = Double.NaN;
    Map<String, Double> validated = Map.of();
    if (validation != null) {
      Map<String, Double> all = new LinkedHashMap<>(evaluation.of(validation));
      validationLoss = java.util.Objects.requireNonNull(all.remove("loss"));
      validated = all;
    }
    update.observe(validation != null ? validationLoss : sum / count);
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Epoch(number, sum / count, seen, validationLoss, validated, update.rate(), seconds);
  }

  /// How much the first samples of this epoch count, which were done before the checkpoint.
  private double countedBefore(int first) {
    double count = 0;
    for (int from = 0; from < first; from += trainer.batchSize()) {
      batch.fill(train, order, from, Math.min(trainer.batchSize(), first - from));
      count += batch.counted();
    }
    return count;
  }

  private float step(int epoch, int from, int rows) {
    batch.fill(train, order, from, rows);
    float value = steps.run(batch, step, epoch, from);
    if (gradients.complete(model.parameters(), batch.counted(), from + rows == order.length)) {
      update.step();
    }
    if (!metrics.isEmpty()) {
      gather(steps.of(rows), rows);
    }
    if (trainer.heard()) {
      trainer.tell(new TrainingEvent.StepDone(step, epoch, from + rows, value));
    }
    step++;
    return value;
  }

  private void gather(TrainingStep now, int rows) {
    Value value = now.outputs();
    if (outputs.length < value.size()) {
      outputs = new float[value.size()];
    }
    System.arraycopy(value.floats(), value.offset(), outputs, 0, value.size());
    for (Metric metric : metrics) {
      metric.update(outputs, batch, value.size() / rows);
    }
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric.name(), metric.value()));
    return values;
  }

  private boolean worse(Epoch epoch) {
    if (trainer.patience() == 0) {
      return false;
    }
    double watched = validation != null ? epoch.validationLoss() : epoch.loss();
    if (watched < best) {
      best = watched;
      bestEpoch = epoch.number();
      bestValues = model.parameters().values().clone();
      bestBuffers = model.buffers().values().clone();
      return false;
    }
    return overdue(epoch.number());
  }

  private boolean overdue(int epoch) {
    return trainer.patience() > 0 && epoch - bestEpoch >= trainer.patience();
  }

  private void finish() {
    if (trainer.options().averaging() > 0) {
      update.takeAverage();
    }
    if (bestValues.length > 0) {
      System.arraycopy(bestValues, 0, model.parameters().values(), 0, bestValues.length);
      System.arraycopy(bestBuffers, 0, model.buffers().values(), 0, bestBuffers.length);
      model.parameters().changed();
    }
  }

  /// The last step of an epoch has no loss of its own to tell that it went too far.
  private void requireFinite(int epoch) {
    float[] values = model.parameters().values();
    for (Param param : model.parameters().list()) {
      for (int i = 0; i < param.size(); i++) {
        if (!Float.isFinite(values[param.offset() + i])) {
          throw new NonFiniteLossException(
              "parameter \""
                  + param.path()
                  + "\" has the number "
                  + values[param.offset() + i]
                  + " after epoch "
                  + epoch
                  + ": try a smaller learning rate or gradient clipping");
        }
      }
    }
  }

  /// The number of the last epoch that was done.
  int epochsDone() {
    return Math.max(done, firstEpoch - 1);
  }
}
