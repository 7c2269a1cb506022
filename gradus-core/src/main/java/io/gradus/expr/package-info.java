/// Scalar formulas as data: one tree gives the kernel, the reference, the derivative and the text.
@NullMarked
package io.gradus.expr;

import org.jspecify.annotations.NullMarked;
