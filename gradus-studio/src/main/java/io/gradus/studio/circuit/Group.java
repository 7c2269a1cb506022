package io.gradus.studio.circuit;

import java.util.List;

/// A function that can be shown as one gate or as the gates that it is made of.
///
/// @param id its place in the text, `c12`; with a dot and a number inside another group
/// @param title what the one gate is called, such as `σ`
/// @param open whether its gates are shown
/// @param members the ids of its gates
record Group(String id, String title, boolean open, List<Integer> members) {
  Group {
    members = List.copyOf(members);
  }

  /// Whether a gate of group `other` lies in this one.
  static boolean holds(String id, String other) {
    return other.equals(id) || other.startsWith(id + ".");
  }
}
