package io.gradus.optim;

import io.gradus.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/// The arrays of an [OptimizerRun], all laid out as the parameters: states by name, and what rules
/// keep between the stages of a step.
record RunArrays(Parameters parameters, Map<String, float[]> state, Map<String, float[]> scratch) {
  RunArrays(Parameters parameters) {
    this(parameters, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// The array that the rule calls `name`, made when it is asked for first.
  float[] of(String name, Rule rule) {
    return switch (name) {
      case Rule.PARAMETER -> parameters.values();
      case Rule.GRADIENT -> parameters.gradients();
      default ->
          (rule.state().contains(name) ? state : scratch)
              .computeIfAbsent(name, _ -> new float[parameters.values().length]);
    };
  }
}
