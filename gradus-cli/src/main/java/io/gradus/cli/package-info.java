/// The `gradus` command.
@NullMarked
package io.gradus.cli;

import org.jspecify.annotations.NullMarked;
