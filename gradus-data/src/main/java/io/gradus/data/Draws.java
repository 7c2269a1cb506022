package io.gradus.data;

import io.gradus.kernel.Philox;

/// The random numbers of one step of an [Augmentation] for one sample in one epoch.
///
/// Element 0, 1, .. are independent draws; the same element is the same number each time.
///
/// @param key of the step, from the run's seed
/// @param epoch from 1
/// @param sample its index in the data set
public record Draws(long key, long epoch, long sample) {
  /// A number in [0, 1), each as likely.
  public double uniform(int element) {
    return Philox.uniformDouble(key, epoch, sample, element);
  }

  /// A number in `[low, high)`, each as likely.
  public double between(double low, double high, int element) {
    return low + (high - low) * uniform(element);
  }

  /// A whole number in `[0, bound)`, each as likely.
  ///
  /// @throws IllegalArgumentException if `bound` is not positive
  public int below(int bound, int element) {
    return Philox.below(bound, key, epoch, sample, element);
  }
}
