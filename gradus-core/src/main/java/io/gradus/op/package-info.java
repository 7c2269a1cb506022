/// The operations of the graph, sealed by family and open inside each family.
@NullMarked
package io.gradus.op;

import org.jspecify.annotations.NullMarked;
