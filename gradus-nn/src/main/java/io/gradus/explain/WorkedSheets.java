package io.gradus.explain;

import java.util.ArrayList;
import java.util.List;

/// Worked examples that are no network's training step: circuits of lectures, single updates of
/// optimizers, and the values of activations, with their published numbers.
public final class WorkedSheets {
  private static final List<String> NAMES = names(WorkedCircuits.NAMES, WorkedUpdates.NAMES);

  private WorkedSheets() {}

  private static List<String> names(List<String> circuits, List<String> updates) {
    List<String> all = new ArrayList<>(circuits);
    all.addAll(updates);
    all.add(WorkedActivations.NAME);
    return List.copyOf(all);
  }

  /// The names that [#named] knows.
  public static List<String> names() {
    return NAMES;
  }

  /// The example of that name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static Explained named(String name) {
    if (WorkedCircuits.NAMES.contains(name)) {
      return WorkedCircuits.named(name);
    }
    if (WorkedUpdates.NAMES.contains(name)) {
      return WorkedUpdates.named(name);
    }
    if (name.equals(WorkedActivations.NAME)) {
      return WorkedActivations.sheet();
    }
    throw new IllegalArgumentException(
        "no worked example is called \"" + name + "\"; there are " + String.join(", ", NAMES));
  }
}
