package io.gradus.optim;

/// The learning rate at each step.
///
/// A schedule is data; what one of them remembers (the best metric so far) lives in an array that
/// [OptimizerRun] keeps and that a checkpoint saves. Write your own as a lambda: `Schedule s = step
/// -> 0.1 / (1 + step);`.
@FunctionalInterface
public interface Schedule {
  /// The rate of step `step`, counted from 0.
  double rate(long step);

  /// The rate of step `step`, for schedules with memory.
  default double rate(long step, double[] memory) {
    return rate(step);
  }

  /// The memory before the first step: empty for most schedules.
  default double[] memory() {
    return new double[0];
  }

  /// Shows the schedule a metric, usually the validation loss after an epoch.
  default void observe(double metric, double[] memory) {}

  /// The same rate at every step.
  static Schedule constant(double rate) {
    return new ConstantRate(rate);
  }
}
