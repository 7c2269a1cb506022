/// Small complete programs, in the order in which a learner meets them.
@NullMarked
package io.gradus.examples;

import org.jspecify.annotations.NullMarked;
