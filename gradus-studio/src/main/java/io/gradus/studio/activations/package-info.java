/// The activations room: every activation function of the engine, its slope, and what the two do to
/// a batch and to a deep network.
@NullMarked
package io.gradus.studio.activations;

import org.jspecify.annotations.NullMarked;
