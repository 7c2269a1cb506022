/// The room in which one training step of a small network is taken number by number.
@NullMarked
package io.gradus.studio.stepper;

import org.jspecify.annotations.NullMarked;
