package io.gradus.explain;

import java.util.List;

/// What a small network is given, and what it should answer.
public record Sample(List<Double> inputs, List<Double> targets) {
  /// Keeps copies of the lists.
  public Sample {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
  }
}
