/// Data sets, readers, transforms and loaders.
@NullMarked
package io.gradus.data;

import org.jspecify.annotations.NullMarked;
