package io.gradus.studio.circuit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the user has made: the text, the numbers of the inputs, and which groups are toggled. Undo
/// goes from one to the one before.
record Edition(String text, Map<String, Double> inputs, Set<String> toggled) {
  Edition {
    inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    toggled = Set.copyOf(toggled);
  }

  Edition with(String input, double value) {
    Map<String, Double> changed = new LinkedHashMap<>(inputs);
    changed.put(input, value);
    return new Edition(text, changed, toggled);
  }

  Edition with(Map<String, Double> changed) {
    return new Edition(text, changed, toggled);
  }

  Edition with(Set<String> groups) {
    return new Edition(text, inputs, groups);
  }
}
