/// Kernels on the Vector API, bit for bit equal to the scalar ones.
@NullMarked
package io.gradus.simd;

import org.jspecify.annotations.NullMarked;
