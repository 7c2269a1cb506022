/// Optimizers side by side: a race down surfaces, the rates of momentum on a quadratic, and the
/// search for a learning rate.
@NullMarked
package io.gradus.studio.optimizers;

import org.jspecify.annotations.NullMarked;
