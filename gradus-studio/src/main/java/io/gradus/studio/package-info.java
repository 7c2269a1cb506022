/// The browser studio, started by a command or from a program.
@NullMarked
package io.gradus.studio;

import org.jspecify.annotations.NullMarked;
