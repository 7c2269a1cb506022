/// A small network that learns points in the plane while everything about it may be changed.
@NullMarked
package io.gradus.studio.play;

import org.jspecify.annotations.NullMarked;
