/// Tensors, shapes, gradients and the few other types that every program on Gradus sees.
@NullMarked
package io.gradus;

import org.jspecify.annotations.NullMarked;
