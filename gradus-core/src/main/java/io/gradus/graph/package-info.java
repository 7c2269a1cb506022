/// The graph that tensors record: its nodes, its backward pass and its canonical form.
@NullMarked
package io.gradus.graph;

import org.jspecify.annotations.NullMarked;
