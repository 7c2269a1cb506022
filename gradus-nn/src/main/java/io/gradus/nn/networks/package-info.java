/// Networks to use as they are, one short record each.
@NullMarked
package io.gradus.nn.networks;

import org.jspecify.annotations.NullMarked;
