package io.gradus.train;

import io.gradus.graph.Value;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.Clipping;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.ParamGroup;
import io.gradus.optim.UpdateOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Trains a model: for each batch feed-forward, back-propagation, optimizer step; for each epoch a
/// validation.
///
/// The order of samples is a pure function of the model's seed and the epoch, so the same seed
/// gives the same loss curve to the bit on any number of threads.
public final class Trainer {
  private final Model model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Consumer<TrainingEvent>> listeners = new ArrayList<>();
  private UpdateOptions options = UpdateOptions.standard();
  private int batchSize = 32;
  private int epochs = 1;
  private int patience;
  private int accumulated = 1;
  private Checkpointing checkpoints = Checkpointing.NEVER;
  private @Nullable Checkpoint resumed;
  private @Nullable OptimizerRun run;

  private Trainer(Model model, Loss loss, Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  public static Trainer of(Model model, Loss loss, Optimizer optimizer) {
    return new Trainer(model, loss, optimizer);
  }

  /// Samples per step, 32 unless told; the last batch of an epoch may be smaller.
  public Trainer batch(int size) {
    batchSize = positive("batch", size);
    return this;
  }

  /// Passes over the data, 1 unless told.
  public Trainer epochs(int count) {
    epochs = positive("epochs", count);
    return this;
  }

  /// A metric to gather on training and validation data.
  public Trainer metric(Metric metric) {
    metrics.add(metric);
    return this;
  }

  /// Parameters with a rate or decay of their own.
  public Trainer groups(ParamGroup... list) {
    options = options.groups(List.of(list));
    return this;
  }

  /// How gradients that are too large are cut before each update.
  public Trainer clip(Clipping clipping) {
    options = options.clipping(clipping);
    return this;
  }

  /// Updates once for so many batches, by the mean gradient of their samples: what one large batch
  /// would do, in less memory. What is left at the end of an epoch is an update of its own.
  public Trainer accumulate(int batches) {
    accumulated = positive("accumulate", batches);
    return this;
  }

  /// Keeps a running average of the weights, `a <- decay a + (1 - decay) p` after each update;
  /// validation is with it, and training ends with it in the weights' place (Polyak and Juditsky
  /// 1992; exponential as in Tarvainen and Valpola 2017).
  public Trainer average(double decay) {
    options = options.averaging(decay);
    return this;
  }

  /// Stops when the validation loss has not improved for this many epochs, and puts the best
  /// weights back.
  public Trainer earlyStopping(int epochsWithoutGain) {
    patience = positive("patience", epochsWithoutGain);
    return this;
  }

  /// Writes all that is needed to go on to a file after each epoch, so that a kill at any moment
  /// leaves the old or the new checkpoint, whole; see [#resume].
  ///
  /// If the disk refuses, [#fit] throws an [java.io.UncheckedIOException].
  public Trainer checkpoint(Path file) {
    checkpoints = new Checkpointing(file, checkpoints.epochs(), checkpoints.steps());
    return this;
  }

  /// Writes it after so many epochs instead of each.
  public Trainer checkpointEvery(int epochCount) {
    int count = positive("checkpointEvery", epochCount);
    checkpoints = new Checkpointing(checkpoints.file(), count, checkpoints.steps());
    return this;
  }

  /// Writes it also after so many steps, in the midst of an epoch.
  public Trainer checkpointEverySteps(int stepCount) {
    int count = positive("checkpointEverySteps", stepCount);
    checkpoints = new Checkpointing(checkpoints.file(), checkpoints.epochs(), count);
    return this;
  }

  /// The next [#fit] goes on where a checkpoint was written, and ends with the bits of a run that
  /// was never interrupted. It needs the same network, optimizer, batch size, seed and data, and
  /// gives the epochs from there on. The training metrics of an epoch that was interrupted in its
  /// midst are those of its remaining samples; its loss is that of all.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws FileFormatException if it is no whole checkpoint, or one of another network; says
  ///   which names are missing and which come close
  public Trainer resume(Path file) throws IOException {
    Checkpoint read = Checkpoint.read(file);
    read.require(model);
    resumed = read;
    return this;
  }

  /// Somebody to tell what happens.
  public Trainer listener(Consumer<TrainingEvent> listener) {
    listeners.add(listener);
    return this;
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value);
    }
    return value;
  }

  /// Trains on `train`, and gives what each epoch came to.
  public List<Epoch> fit(Dataset train) {
    return fit(train, null);
  }

  /// Trains on `train`, validates on `validation` after each epoch.
  ///
  /// @throws NonFiniteLossException if the loss becomes NaN or infinite
  public List<Epoch> fit(Dataset train, @Nullable Dataset validation) {
    if (train.size() == 0) {
      throw new DataException("there is nothing to train on: the data set is empty");
    }
    Loop loop = new Loop(train, validation);
    return loop.run();
  }

  /// Loss and metrics of the model as it is.
  public Map<String, Double> evaluate(Dataset data) {
    return new Evaluation(model, loss, metrics, batchSize).of(data);
  }

  private void tell(TrainingEvent event) {
    for (Consumer<TrainingEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  private final class Loop {
    private final Dataset train;
    private final @Nullable Dataset validation;
    private final OptimizerRun update;
    private final GradientSum gradients;
    private final Batch batch;
    private final Map<Integer, TrainingStep> steps = new HashMap<>();
    private final Evaluation evaluation = new Evaluation(model, loss, metrics, batchSize);
    private final int[] order;
    private final long key = RandomKey.of(model.seed(), "shuffle", 0);
    private final Map<String, String> settings;
    private long step;
    private long saved;
    private int firstEpoch = 1;
    private int firstSample;
    private double lossBefore;
    private float[] outputs = new float[0];
    private double best = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private float[] bestValues = new float[0];
    private float[] bestBuffers = new float[0];

    Loop(Dataset train, @Nullable Dataset validation) {
      this.train = train;
      this.validation = validation;
      this.batch = Batch.of(train, batchSize);
      this.order = new int[train.size()];
      OptimizerRun known = run;
      this.update =
          known != null
              ? known
              : OptimizerRun.of(optimizer, model.parameters(), options, model.engine());
      run = update;
      gradients = new GradientSum(accumulated, model.parameters());
      this.step = update.steps();
      this.saved = step;
      Checkpoint from = resumed;
      settings = from != null || checkpoints.file() != null ? settings() : Map.of();
      if (from != null) {
        restore(from);
        resumed = null;
      }
    }

    /// What must be the same in a run that goes on with this one's checkpoint.
    private Map<String, String> settings() {
      Map<String, String> now = new LinkedHashMap<>();
      now.put("seed", Long.toString(model.seed()));
      now.put("batch", Integer.toString(batchSize));
      now.put("accumulation", Integer.toString(accumulated));
      now.put("averaging", Double.toString(options.averaging()));
      now.put("optimizer", optimizer.name());
      TrainingStep full = planned(Math.min(batchSize, train.size()));
      now.put("network and loss", GraphDigest.of(full.graph()));
      now.put("training data", train.contentHash());
      now.put("validation data", validation == null ? "none" : validation.contentHash());
      return now;
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
      for (int epoch = firstEpoch; epoch <= epochs && !stopped; epoch++) {
        Epoch done = epoch(epoch);
        history.add(done);
        stopped = worse(done);
        tell(new TrainingEvent.EpochDone(done));
        swapAverage();
        if (checkpoints.dueAfterEpoch(epoch) || stopped || epoch == epochs) {
          save(epoch + 1, 0, 0);
        }
        if (stopped) {
          tell(new TrainingEvent.Stopped(epoch, bestEpoch, best));
        }
      }
      finish();
      return history;
    }

    private void swapAverage() {
      if (options.averaging() > 0) {
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
      double sum = number == firstEpoch ? lossBefore : 0;
      int first = number == firstEpoch ? firstSample : 0;
      for (int from = first; from < order.length; from += batchSize) {
        int rows = Math.min(batchSize, order.length - from);
        sum += (double) step(number, from, rows) * rows;
        if (checkpoints.dueAfterSteps(step - saved)
            && gradients.empty()
            && from + rows < order.length) {
          save(number, from + rows, sum);
        }
      }
      Map<String, Double> seen = values();
      swapAverage();
      double validationLoss = Double.NaN;
      Map<String, Double> validated = Map.of();
      if (validation != null) {
        Map<String, Double> all = new LinkedHashMap<>(evaluation.of(validation));
        validationLoss = java.util.Objects.requireNonNull(all.remove("loss"));
        validated = all;
      }
      update.observe(validation != null ? validationLoss : sum / order.length);
      double seconds = (System.nanoTime() - started) / 1e9;
      return new Epoch(
          number, sum / order.length, seen, validationLoss, validated, update.rate(), seconds);
    }

    private float step(int epoch, int from, int rows) {
      batch.fill(train, order, from, rows);
      TrainingStep now = planned(rows);
      float value = now.run(batch, step, from);
      if (!Float.isFinite(value)) {
        throw new NonFiniteLossException(
            "the loss is "
                + value
                + " at step "
                + step
                + " (epoch "
                + epoch
                + "): try a smaller learning rate, gradient clipping, or look for extreme values in the data");
      }
      if (gradients.complete(model.parameters(), rows, from + rows == order.length)) {
        update.step();
      }
      if (!metrics.isEmpty()) {
        gather(now, rows);
      }
      if (!listeners.isEmpty()) {
        tell(new TrainingEvent.StepDone(step, epoch, from + rows, value));
      }
      step++;
      return value;
    }

    private TrainingStep planned(int rows) {
      return steps.computeIfAbsent(
          rows, r -> new TrainingStep(model, loss, train.target(), r, true));
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
      if (patience == 0) {
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
      return patience > 0 && epoch - bestEpoch >= patience;
    }

    private void finish() {
      if (options.averaging() > 0) {
        update.takeAverage();
      }
      if (bestValues.length > 0) {
        System.arraycopy(bestValues, 0, model.parameters().values(), 0, bestValues.length);
        System.arraycopy(bestBuffers, 0, model.buffers().values(), 0, bestBuffers.length);
        model.parameters().changed();
      }
    }
  }
}
