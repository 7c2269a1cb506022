/// A real training run, watched while it goes on.
@NullMarked
package io.gradus.studio.run;

import org.jspecify.annotations.NullMarked;
