/// Networks shown number by number: feed-forward, back-propagation, update.
@NullMarked
package io.gradus.explain;

import org.jspecify.annotations.NullMarked;
