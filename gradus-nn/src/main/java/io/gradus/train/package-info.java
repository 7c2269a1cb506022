/// The trainer, metrics and checkpoints, and the interfaces through which data comes in.
@NullMarked
package io.gradus.train;

import org.jspecify.annotations.NullMarked;
