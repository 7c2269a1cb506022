/// Executors that give a graph its numbers: interpreter, stepper, reference and plan.
@NullMarked
package io.gradus.exec;

import org.jspecify.annotations.NullMarked;
