package io.gradus.studio.play;

/// A hidden layer as the page sets it.
///
/// @param activation a name of [Activations]
record Hidden(int units, String activation) {}
