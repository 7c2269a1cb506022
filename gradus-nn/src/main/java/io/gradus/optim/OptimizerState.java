package io.gradus.optim;

import java.util.Map;
import java.util.TreeSet;

/// All that an [OptimizerRun] remembers, by name: what a checkpoint keeps beside the weights.
///
/// @param step how many steps were done
/// @param arrays the state arrays, laid out as [io.gradus.Parameters#values], `extent()` floats
///   each
/// @param numbers scalars of rules by `path/name`, and the memory of the schedule as `schedule`
public record OptimizerState(
    long step, Map<String, float[]> arrays, Map<String, double[]> numbers) {
  @Override
  public String toString() {
    return "state after step "
        + step
        + ": arrays "
        + new TreeSet<>(arrays.keySet())
        + ", numbers "
        + new TreeSet<>(numbers.keySet());
  }
}
