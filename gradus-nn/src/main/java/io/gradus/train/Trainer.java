package io.gradus.train;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private int epochsDone;
  private long stepsDone;
  private boolean gathering;
  private boolean recomputing;

  private Trainer(Model model, Loss loss, Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /// A training of a model, by the gradients of a loss and the updates of an optimizer.
  ///
  /// @throws NullPointerException if one is null; says which
  public static Trainer of(Model model, Loss loss, Optimizer optimizer) {
    return new Trainer(
        present(model, "model", "Model.of(network).input(..)"),
        present(loss, "loss", "new CrossEntropy() for classes"),
        present(optimizer, "optimizer", "new Adam(0.001)"));
  }

  private static <T> T present(T given, String what, String remedy) {
    return Objects.requireNonNull(
        given, () -> "Trainer.of takes the " + what + ", got null: give one, such as " + remedy);
  }

  /// Samples per step, 32 unless told; the last batch of an epoch may be smaller.
  public Trainer batch(int size) {
    batchSize = positive("batch", size);
    return this;
  }

  /// Passes over the data, 1 unless told; a further [#fit] does as many more.
  public Trainer epochs(int count) {
    epochs = positive("epochs", count);
    return this;
  }

  /// A metric to gather on training and validation data.
  ///
  /// The trainer owns it from now on: it is reset for every epoch and every evaluation.
  ///
  /// @throws IllegalArgumentException if its name is `loss` or taken
  public Trainer metric(Metric metric) {
    if (metric.name().equals("loss")
        || metrics.stream().anyMatch(other -> other.name().equals(metric.name()))) {
      throw new IllegalArgumentException(
          "a metric called \"" + metric.name() + "\" is there already: each needs its own name");
    }
    metrics.add(metric);
    return this;
  }

  /// Parameters with a rate or decay of their own.
  public Trainer groups(ParamGroup... list) {
    unstarted("groups");
    options = options.groups(List.of(list));
    return this;
  }

  /// How gradients that are too large are cut before each update.
  public Trainer clip(Clipping clipping) {
    unstarted("clip");
    options = options.clipping(clipping);
    return this;
  }

  /// Updates once for so many batches, by the mean gradient of their samples: what one large batch
  /// would do, in less memory. What is left at the end of an epoch is an update of its own.
  public Trainer accumulate(int batches) {
    accumulated = positive("accumulate", batches);
    return this;
  }

  /// Lets back-propagation compute cheap results of the forward pass again instead of keeping them:
  /// much less memory for a deep network, some more time, the same bits (Chen et al. 2016).
  public Trainer recompute() {
    recomputing = true;
    return this;
  }

  /// Keeps a running average of the weights, `a <- decay a + (1 - decay) p` after each update;
  /// validation is with it, and training ends with it in the weights' place (Polyak and Juditsky
  /// 1992; exponential as in Tarvainen and Valpola 2017).
  public Trainer average(double decay) {
    unstarted("average");
    options = options.averaging(decay);
    return this;
  }

  /// Stops when the validation loss (the training loss, without validation data) has not improved
  /// for this many epochs, and puts the best weights back.
  ///
  /// A validation loss that is NaN or infinite cannot be watched: [#fit] then throws a
  /// [NonFiniteLossException], with the best weights so far in place.
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
  /// gives the epochs from there on, of as many as [#epochs] asks for since that fit began. Where
  /// none is left, listeners are told so by [TrainingEvent.NothingLeft], and [#fit] gives none. The
  /// training metrics of an epoch that was interrupted in its midst are those of its remaining
  /// samples; its loss is that of all.
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

  private void unstarted(String what) {
    if (run != null) {
      throw new IllegalStateException(what + " must be set before the first fit");
    }
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
  /// After an exception, of a listener too, the weights are those of the last update, not their
  /// average, and a further fit goes on with the epoch after the last one that was done.
  ///
  /// @throws NonFiniteLossException if the loss becomes NaN or infinite, or the validation loss
  ///   that early stopping watches does
  /// @throws DataException if a set is empty or nothing in it counts, or both do not ask for the
  ///   same targets
  public List<Epoch> fit(Dataset train, @Nullable Dataset validation) {
    Evaluation.requireSamples(train, loss, "train on");
    requireShape(train);
    if (validation != null) {
      requireValidation(validation, train.target());
    }
    if (run == null) {
      run = OptimizerRun.of(optimizer, model.parameters(), options, model.engine());
    }
    TrainingLoop loop =
        new TrainingLoop(this, train, validation, run, resumed, epochsDone, stepsDone);
    // Not before it is in place: after a refusal the next fit must not quietly start anew.
    resumed = null;
    try {
      return loop.run();
    } finally {
      epochsDone = loop.epochsDone();
      stepsDone = loop.stepsDone();
    }
  }

  private void requireValidation(Dataset data, Target target) {
    if (data.size() == 0) {
      throw new DataException(
          "there is nothing to validate on: the validation set is empty; give it samples, or train"
              + " without one");
    }
    Evaluation.requireSamples(data, loss, "validate on");
    requireShape(data);
    if (!target.equals(data.target())) {
      throw new DataException(
          "the validation data asks for other targets than the training data: "
              + data.target()
              + " and "
              + target
              + "; prepare both with one Preprocessing");
    }
  }

  private void requireShape(Dataset data) {
    Evaluation.requireShape(model, data);
  }

  /// Loss and metrics of the model as it is.
  ///
  /// @throws DataException if the data is empty, or none of it counts
  /// @throws IllegalStateException in the midst of an epoch of [#fit], whose metrics it would reset
  public Map<String, Double> evaluate(Dataset data) {
    if (gathering) {
      throw new IllegalStateException(
          "evaluate would reset the metrics of the epoch under way: do it when an epoch is done, or"
              + " with an Evaluation of metrics of its own");
    }
    return new Evaluation(model, loss, metrics, batchSize).of(data);
  }

  void tell(TrainingEvent event) {
    for (Consumer<TrainingEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  void gathering(boolean on) {
    gathering = on;
  }

  /// What it trains.
  public Model model() {
    return model;
  }

  Loss loss() {
    return loss;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  List<Metric> metrics() {
    return metrics;
  }

  boolean heard() {
    return !listeners.isEmpty();
  }

  UpdateOptions options() {
    return options;
  }

  int batchSize() {
    return batchSize;
  }

  int epochs() {
    return epochs;
  }

  int patience() {
    return patience;
  }

  int accumulated() {
    return accumulated;
  }

  boolean recomputing() {
    return recomputing;
  }

  Checkpointing checkpoints() {
    return checkpoints;
  }

  @Override
  public String toString() {
    return "trainer of "
        + model
        + ", with "
        + loss
        + " and "
        + optimizer
        + ", batch "
        + batchSize
        + ", epochs "
        + epochs
        + ", done "
        + epochsDone;
  }
}
