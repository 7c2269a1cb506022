package io.gradus.studio.stepper;

import java.util.ArrayList;
import java.util.List;

/// The moments of a session and where the reader is among them.
final class Timeline {
  static final int MOST = 2000;

  private final String name;
  private final List<Snapshot> moments = new ArrayList<>();
  private int index;

  Timeline(String name, Snapshot first) {
    this.name = name;
    moments.add(first);
  }

  String name() {
    return name;
  }

  Snapshot now() {
    return moments.get(index);
  }

  int index() {
    return index;
  }

  int size() {
    return moments.size();
  }

  Snapshot at(int moment) {
    return moments.get(moment);
  }

  /// One letter for each moment: what led to it.
  String kinds() {
    StringBuilder kinds = new StringBuilder();
    moments.forEach(moment -> kinds.append(moment.kind().name().charAt(0)));
    return kinds.toString();
  }

  /// Adds a moment after the present one; what was undone is forgotten.
  void add(Snapshot snapshot) {
    while (moments.size() > index + 1) {
      moments.removeLast();
    }
    moments.add(snapshot);
    if (moments.size() > MOST) {
      // The first moment stays: reset goes back to it.
      moments.remove(1);
    }
    index = moments.size() - 1;
  }

  /// Puts a moment in the place of the present one; what was undone is forgotten.
  void replace(Snapshot snapshot) {
    while (moments.size() > index + 1) {
      moments.removeLast();
    }
    moments.set(index, snapshot);
  }

  void go(int moment) {
    index = moment;
  }
}
