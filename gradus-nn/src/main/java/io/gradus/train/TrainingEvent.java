package io.gradus.train;

/// Something that happened while training.
public sealed interface TrainingEvent {
  /// A step was done.
  ///
  /// @param step counts all steps from 0
  /// @param epoch the number of the epoch, from 1
  /// @param sample samples seen in this epoch
  record StepDone(long step, int epoch, int sample, float loss) implements TrainingEvent {}

  /// An epoch was done.
  record EpochDone(Epoch epoch) implements TrainingEvent {}

  /// Training ends before its last epoch because the watched number did not improve.
  record Stopped(int epoch, int bestEpoch, double best) implements TrainingEvent {}
}
