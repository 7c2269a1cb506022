/// The Circuit room: a typed expression as gates, with values forward and gradients backward.
@NullMarked
package io.gradus.studio.circuit;

import org.jspecify.annotations.NullMarked;
