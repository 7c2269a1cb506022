/// Text: tokens, windows to train on, models that write.
@NullMarked
package io.gradus.text;

import org.jspecify.annotations.NullMarked;
