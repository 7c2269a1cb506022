package io.gradus.train;

import io.gradus.Param;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.UpdateOptions;
import java.util.Arrays;
import java.util.Optional;

/// Training one step at a time and without an end: for programs that look at, stop or change a run
/// between any two steps.
///
/// The samples, their order and every bit are those of a [Trainer] with the same model, loss,
/// optimizer, batch size and seed. Whoever wants to go on with something else (another batch size,
/// another loss, a network of another shape with the same weights) makes a new one that begins
/// where this one is: [#from], and [OptimizerRun#restore] for what the optimizer remembers.
///
/// Not thread-safe.
public final class TrainingSteps {
  private final Model model;
  private final Dataset data;
  private final int batchSize;
  private final OptimizerRun update;
  private final PlannedSteps planned;
  private final Batch batch;
  private final int[] order;
  private final long key;
  private Position next = Position.START;
  private Dataset seen;
  private int ordered;

  /// Where a run is: what the next step is.
  ///
  /// @param step how many steps were done
  /// @param epoch the epoch of the next step, from 1
  /// @param sample how many samples of that epoch were seen
  public record Position(long step, int epoch, int sample) {
    /// Before the first step.
    public static final Position START = new Position(0, 1, 0);

    /// Checks that steps and samples count from 0, and epochs from 1.
    ///
    /// @throws IllegalArgumentException if not
    public Position {
      if (step < 0 || epoch < 1 || sample < 0) {
        throw new IllegalArgumentException(
            "a position has steps and samples from 0 and epochs from 1, got %d, %d and %d"
                .formatted(step, sample, epoch));
      }
    }
  }

  private TrainingSteps(Model model, Loss loss, OptimizerRun update, Dataset data, int batchSize) {
    this.model = model;
    this.data = data;
    this.seen = data;
    this.update = update;
    this.batchSize = Math.min(batchSize, data.size());
    planned = new PlannedSteps(model, loss, data, false);
    batch = Batch.of(data, this.batchSize);
    order = new int[data.size()];
    key = RandomKey.of(model.seed(), "shuffle", 0);
  }

  /// The run before its first step.
  ///
  /// @throws DataException if the data is empty, or none of it counts
  /// @throws io.gradus.ShapeException if model and data do not fit
  public static TrainingSteps of(
      Model model,
      Loss loss,
      Optimizer optimizer,
      UpdateOptions options,
      Dataset data,
      int batchSize) {
    Evaluation.requireSamples(data, loss, "train on");
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch must be at least 1, got " + batchSize);
    }
    Evaluation.requireShape(model, data);
    OptimizerRun update = OptimizerRun.of(optimizer, model.parameters(), options, model.engine());
    return new TrainingSteps(model, loss, update, data, batchSize);
  }

  /// Goes on from a position; where its epoch has no such sample, with the next epoch.
  public TrainingSteps from(Position position) {
    next =
        position.sample() < data.size()
            ? position
            : new Position(position.step(), position.epoch() + 1, 0);
    ordered = 0;
    return this;
  }

  /// The next step.
  public Position position() {
    return next;
  }

  /// The optimizer at work: its rate, what it remembers, the norm of the gradients.
  public OptimizerRun optimizer() {
    return update;
  }

  /// Feed-forward, back-propagation and update for the next batch; gives its loss, which is that
  /// before the update.
  ///
  /// The gradients stay in the model's parameters until the next step.
  ///
  /// @throws NonFiniteLossException if the loss, a gradient or, after the update, a weight is NaN
  ///   or infinite; the message names the operation that was first. Loss and gradients are looked
  ///   at before the update, so weights and buffers are as they were in these cases.
  public float step() {
    if (ordered != next.epoch()) {
      Arrays.setAll(order, i -> i);
      Philox.shuffle(order, key, next.epoch(), 0);
      seen = data.epoch(model.seed(), next.epoch());
      ordered = next.epoch();
    }
    int rows = Math.min(batchSize, order.length - next.sample());
    batch.fill(seen, order, next.sample(), rows);
    TrainingStep step = planned.run(batch, true, next.step(), next.epoch(), next.sample());
    requireFiniteGradients(rows);
    double rate = update.rate();
    update.step();
    step.keepBuffers();
    requireFiniteWeights(rate);
    int done = next.sample() + rows;
    boolean ended = done >= order.length;
    next = new Position(next.step() + 1, ended ? next.epoch() + 1 : next.epoch(), ended ? 0 : done);
    return step.value();
  }

  private void requireFiniteGradients(int rows) {
    nonFinite(model.parameters().gradients())
        .ifPresent(param -> {
          throw new NonFiniteLossException(
              "the gradient of \""
                  + param.path()
                  + "\" is not finite at step "
                  + next.step()
                  + "; "
                  + planned.of(rows).firstNonFinite(batch, next.step(), next.sample())
                  + "; try a smaller learning rate, or look for extreme values in the data");
        });
  }

  private void requireFiniteWeights(double rate) {
    nonFinite(model.parameters().values())
        .ifPresent(param -> {
          throw new NonFiniteLossException(
              "the update of step "
                  + next.step()
                  + " made \""
                  + param.path()
                  + "\" NaN or infinite: the rate is "
                  + rate
                  + " and the norm of all gradients "
                  + update.gradientNorm()
                  + "; try a smaller learning rate or gradient clipping");
        });
  }

  private Optional<Param> nonFinite(float[] numbers) {
    for (Param param : model.parameters().list()) {
      for (int i = 0; i < param.size() && !param.frozen(); i++) {
        if (!Float.isFinite(numbers[param.offset() + i])) {
          return Optional.of(param);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "step "
        + next.step()
        + " of "
        + model
        + ", epoch "
        + next.epoch()
        + ", sample "
        + next.sample();
  }
}
