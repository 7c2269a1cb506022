/// Layers, losses and initialisers: what networks are made of.
@NullMarked
package io.gradus.nn;

import org.jspecify.annotations.NullMarked;
