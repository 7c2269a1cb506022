/// Networks from the literature, ready to train: each a short record to read.
@NullMarked
package io.gradus.nn.networks;

import org.jspecify.annotations.NullMarked;
