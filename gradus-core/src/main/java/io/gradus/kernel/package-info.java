/// The loops that do the arithmetic, and the service by which faster ones are found.
@NullMarked
package io.gradus.kernel;

import org.jspecify.annotations.NullMarked;
