package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;

/// One moment of a session: nothing in it ever changes, so going back is exact.
///
/// @param steps updates since the network was opened
/// @param kind what led here
/// @param label the same in words
record Snapshot(DenseExample network, Passes.Place place, int steps, Kind kind, String label) {
  /// What leads to a moment; each begins with a letter of its own. `AGAIN` is a reset.
  enum Kind {
    OPEN,
    FORWARD,
    BACKWARD,
    UPDATE,
    EDIT,
    RUN,
    AGAIN
  }

  static Snapshot opened(DenseExample network) {
    return new Snapshot(network, new Passes.Place(0, 0), 0, Kind.OPEN, "opened");
  }
}
