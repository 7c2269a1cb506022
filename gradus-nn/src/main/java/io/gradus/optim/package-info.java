/// Optimizers, schedules and clipping: what changes the weights, given their gradients.
@NullMarked
package io.gradus.optim;

import org.jspecify.annotations.NullMarked;
