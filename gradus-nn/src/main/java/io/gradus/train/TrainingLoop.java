package io.gradus.train;

import io.gradus.Param;
import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Model;
import io.gradus.optim.OptimizerRun;
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
  private final BatchLoader loader;
  private final PlannedSteps steps;
  private final Evaluation evaluation;
  private final int[] order;
  private final long key;
  private final Map<String, String> settings;
  private final EarlyStopping stopping;
  private final boolean resumed;
  private long step;
  private long saved;
  private int before;
  private int done;
  private int firstSample;
  private double lossBefore;
  private boolean swapped;
  private float[] outputs = new float[0];

  /// @param epochsDone the epochs of earlier runs of the trainer
  /// @param stepsDone their steps
  TrainingLoop(
      Trainer trainer,
      Dataset train,
      @Nullable Dataset validation,
      OptimizerRun update,
      @Nullable Checkpoint from,
      int epochsDone,
      long stepsDone) {
    this.trainer = trainer;
    this.model = trainer.model();
    this.metrics = trainer.metrics();
    this.checkpoints = trainer.checkpoints();
    this.train = train;
    this.validation = validation;
    this.update = update;
    this.batch = Batch.of(train, trainer.batchSize()).counting(trainer.loss());
    this.loader = new BatchLoader(train, batch);
    this.steps = new PlannedSteps(model, trainer.loss(), train, trainer.recomputing());
    this.order = new int[train.size()];
    this.evaluation = new Evaluation(model, trainer.loss(), metrics, trainer.batchSize());
    this.key = RandomKey.of(model.seed(), "shuffle", 0);
    this.gradients = new GradientSum(trainer.accumulated(), trainer.loss(), model.parameters());
    this.stopping = new EarlyStopping(model, trainer.patience(), epochsDone);
    this.resumed = from != null;
    this.step = stepsDone;
    this.saved = step;
    this.before = epochsDone;
    this.done = epochsDone;
    settings = resumed || checkpoints.file() != null ? settings() : Map.of();
    if (from != null) {
      restore(from);
    }
  }

  private Map<String, String> settings() {
    TrainingStep full = steps.of(Math.min(trainer.batchSize(), train.size()));
    return RunSettings.of(trainer, full.graph(), train, validation);
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
    before = position.before();
    done = position.epoch() - 1;
    firstSample = position.sample();
    lossBefore = position.lossSum();
    stopping.restore(position.best(), position.bestEpoch(), kept);
  }

  /// @param epoch the epoch to go on with
  private void save(int epoch, int sample, double sum) {
    saved = step;
    checkpoints.write(
        model,
        update,
        settings,
        new Checkpoint.Position(
            step,
            update.steps(),
            epoch,
            sample,
            sum,
            stopping.best(),
            stopping.bestEpoch(),
            before),
        stopping.kept());
  }

  List<Epoch> run() {
    List<Epoch> history = new ArrayList<>();
    int last = before + trainer.epochs();
    boolean stopped = stopping.overdue(done);
    if (resumed && (stopped || done >= last)) {
      trainer.tell(new TrainingEvent.NothingLeft(done));
    }
    try {
      while (done < last && !stopped) {
        Epoch ended = epoch(done + 1);
        history.add(ended);
        stopped = end(ended, last);
      }
    } finally {
      if (swapped) {
        swapAverage();
      }
    }
    finish();
    trainer.tell(new TrainingEvent.Finished(done, step));
    return history;
  }

  /// Tells and saves what an epoch came to; says whether it was the last one because of its loss.
  private boolean end(Epoch epoch, int last) {
    int number = epoch.number();
    double watched = validation != null ? epoch.validationLoss() : epoch.loss();
    boolean stopped = stopping.observe(number, watched);
    trainer.tell(new TrainingEvent.EpochDone(epoch));
    swapAverage();
    stopping.requireFinite(number, watched);
    if (checkpoints.dueAfterEpoch(number) || stopped || number == last) {
      save(number + 1, 0, 0);
    }
    if (stopped) {
      trainer.tell(new TrainingEvent.Stopped(number, stopping.bestEpoch(), stopping.best()));
    }
    return stopped;
  }

  private void swapAverage() {
    if (trainer.options().averaging() > 0) {
      update.swapAverage();
      swapped = !swapped;
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
    double sum = lossBefore;
    int first = firstSample;
    lossBefore = 0;
    firstSample = 0;
    double count = countedBefore(first);
    loader.start(train.epoch(model.seed(), number), order, first);
    for (int from = first; from < order.length; from += trainer.batchSize()) {
      int rows = Math.min(trainer.batchSize(), order.length - from);
      sum += step(number, from, rows);
      count += batch.counted();
      if (checkpoints.dueAfterSteps(step - saved)
          && gradients.empty()
          && from + rows < order.length) {
        save(number, from + rows, sum);
      }
    }
    done = number;
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

  /// Gives what the batch adds to the sum of the epoch's losses.
  private double step(int epoch, int from, int rows) {
    loader.next();
    TrainingStep now = steps.run(batch, gradients.empty(), step, epoch, from);
    if (gradients.complete(model.parameters(), batch.counted(), from + rows == order.length)) {
      update.step();
    }
    // After the update, so that a step that is refused leaves everything as it was.
    now.keepBuffers();
    if (!metrics.isEmpty()) {
      gather(now, rows);
    }
    long number = step++;
    if (trainer.heard()) {
      trainer.tell(new TrainingEvent.StepDone(number, epoch, from + rows, now.value()));
    }
    return now.total(batch.counted(), rows, order.length);
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

  private void finish() {
    if (trainer.options().averaging() > 0) {
      update.takeAverage();
    }
    stopping.putBack();
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

  /// The number of the last epoch all of whose samples were trained on.
  int epochsDone() {
    return done;
  }

  /// How many steps were done in all.
  long stepsDone() {
    return step;
  }
}
