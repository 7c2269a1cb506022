package io.gradus.studio.play;

/// What the page wants to see.
///
/// @param gradients `dL/da` of every unit instead of `a`
/// @param assumed what is right at each place, for the gradients
/// @param layer the layer of the unit that is shown large, from 0, the outputs last; -1 for the
///   decision
/// @param unit its place in the layer
record View(boolean gradients, Assumed assumed, int layer, int unit) {
  static final View DECISION = new View(false, Assumed.NEAREST, -1, 0);

  /// Whether both need the same maps, whichever of them is shown large.
  boolean sameMaps(View other) {
    return gradients == other.gradients && assumed.equals(other.assumed);
  }
}
