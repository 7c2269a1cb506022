package io.gradus.explain;

import java.util.List;
import java.util.Map;

/// What an optimizer remembers of the steps that it has done.
///
/// @param steps how many those were; not counted where the optimizer remembers nothing
/// @param states for each weight or bias by its symbol, the numbers of the rule's states, in their
///   order
public record Memory(long steps, Map<String, List<Double>> states) {
  /// That of an optimizer before its first step.
  public static final Memory NONE = new Memory(0, Map.of());

  /// Keeps a copy of the map.
  public Memory {
    states = Map.copyOf(states);
  }
}
