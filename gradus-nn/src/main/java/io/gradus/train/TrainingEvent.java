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

  /// A resumed run had nothing left to do: its checkpoint is at the last epoch that was asked for,
  /// or beyond it, or where early stopping ended the run. Ask for more epochs to train on.
  ///
  /// @param epoch the last epoch that was done
  record NothingLeft(int epoch) implements TrainingEvent {}

  /// A fit is over, told last: the weights are those that it leaves. A fit that an exception ends
  /// does not tell it.
  ///
  /// @param epoch the last epoch that was done
  /// @param steps all steps that were done, those of earlier fits too
  record Finished(int epoch, long steps) implements TrainingEvent {}
}
