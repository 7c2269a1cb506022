package io.gradus.train;

import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Loss;
import io.gradus.nn.Model;
import io.gradus.optim.Optimizer;
import io.gradus.optim.OptimizerRun;
import io.gradus.optim.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Finds a learning rate by trying all of them in one short run (Smith 2017, "Cyclical learning
/// rates", section 3.3).
///
/// The rate grows exponentially from `low` to `high`, one batch each; the loss is smoothed. Where
/// it falls fastest is a good rate; the run ends early when the loss has grown to four times its
/// least. The model's numbers are put back afterwards.
///
/// @param points what was tried
/// @param suggestion the rate at which the smoothed loss fell fastest, by the logarithm of the
///   rate; NaN if it never fell
public record RateFinder(List<Point> points, double suggestion) {
  private static final double SMOOTHING = 0.9;

  /// Keeps a copy of the list.
  public RateFinder {
    points = List.copyOf(points);
  }

  /// One step.
  ///
  /// @param loss of the batch
  /// @param smoothed its exponential average, corrected for its start
  public record Point(double rate, double loss, double smoothed) {}

  /// Tries `steps` rates.
  ///
  /// @param optimizer makes the optimizer for a schedule, such as `rate -> new Momentum(rate, 0.9)`
  public static RateFinder of(
      Model model,
      Loss loss,
      Function<Schedule, Optimizer> optimizer,
      Dataset data,
      int batch,
      double low,
      double high,
      int steps) {
    if (!(low > 0 && high > low && high < Double.POSITIVE_INFINITY) || steps < 5) {
      throw new IllegalArgumentException(
          "the rates must grow from above 0 in at least 5 steps, got "
              + low
              + " to "
              + high
              + " in "
              + steps);
    }
    float[] values = model.parameters().values().clone();
    float[] buffers = model.buffers().values().clone();
    try {
      Schedule growing =
          step -> low * StrictMath.pow(high / low, Math.min(step, steps - 1) / (steps - 1.0));
      List<Point> points =
          run(
              model,
              loss,
              optimizer.apply(growing),
              data,
              Math.min(batch, data.size()),
              growing,
              steps);
      return new RateFinder(points, suggestion(points));
    } finally {
      System.arraycopy(values, 0, model.parameters().values(), 0, values.length);
      System.arraycopy(buffers, 0, model.buffers().values(), 0, buffers.length);
      model.parameters().changed();
    }
  }

  private static List<Point> run(
      Model model,
      Loss loss,
      Optimizer optimizer,
      Dataset data,
      int rows,
      Schedule rate,
      int steps) {
    Evaluation.requireSamples(data, loss, "train on");
    Batch batch = Batch.of(data, rows);
    Evaluation.requireShape(model, data);
    TrainingStep step = new TrainingStep(model, loss, data.target(), rows, true, data.weighted());
    OptimizerRun update = OptimizerRun.of(optimizer, model.parameters(), List.of(), model.engine());
    int[] order = new int[data.size()];
    Arrays.setAll(order, i -> i);
    long key = RandomKey.of(model.seed(), "rate finder", 0);
    int perEpoch = data.size() / rows;
    List<Point> points = new ArrayList<>();
    double average = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps; i++) {
      if (i % perEpoch == 0) {
        Philox.shuffle(order, key, i, 0);
      }
      batch.fill(data, order, i % perEpoch * rows, rows);
      double value = step.run(batch, i, 0);
      average = SMOOTHING * average + (1 - SMOOTHING) * value;
      double smoothed = average / (1 - StrictMath.pow(SMOOTHING, i + 1.0));
      if (!Double.isFinite(value) || smoothed > 4 * least) {
        break;
      }
      least = Math.min(least, smoothed);
      points.add(new Point(rate.rate(i), value, smoothed));
      update.step();
    }
    return points;
  }

  /// The middle of the stretch, a fifth of all points long, over which the smoothed loss falls
  /// most: single steps differ by the luck of their batch.
  private static double suggestion(List<Point> points) {
    int half = Math.max(1, points.size() / 10);
    double steepest = 0;
    double rate = Double.NaN;
    for (int i = half; i + half < points.size(); i++) {
      double fall = points.get(i - half).smoothed() - points.get(i + half).smoothed();
      if (fall > steepest) {
        steepest = fall;
        rate = points.get(i).rate();
      }
    }
    return rate;
  }
}
