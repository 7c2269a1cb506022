package io.gradus.exec;

/// One pass of a plan over memory.
interface Step {
  /// Does the pass; allocates nothing.
  ///
  /// @param step the number of the training step, for random masks
  /// @param sample the global number of the batch's first sample
  void run(long step, long sample);
}
