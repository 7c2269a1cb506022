package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;

/// One moment of a session: nothing in it ever changes, so going back is exact.
///
/// @param steps updates since the network was opened
/// @param label what led here
record Snapshot(DenseExample network, Passes.Place place, int steps, String label) {
  Snapshot at(Passes.Place other, String what) {
    return new Snapshot(network, other, steps, what);
  }
}
