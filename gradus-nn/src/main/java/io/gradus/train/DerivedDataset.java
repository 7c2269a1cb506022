package io.gradus.train;

import io.gradus.nn.Input;
import java.util.List;

/// Samples made from those of another data set, one from each or some of them: what it does not say
/// itself is that of the other.
public interface DerivedDataset extends Dataset {
  /// Where the samples come from.
  Dataset base();

  @Override
  default int size() {
    return base().size();
  }

  @Override
  default int[] inputShape() {
    return base().inputShape();
  }

  @Override
  default List<Input> inputs() {
    return base().inputs();
  }

  @Override
  default boolean weighted() {
    return base().weighted();
  }

  @Override
  default boolean mixed() {
    return base().mixed();
  }

  @Override
  default boolean prefetched() {
    return base().prefetched();
  }

  @Override
  default Target target() {
    return base().target();
  }
}
