/// What a room of the studio is, and what it may use.
@NullMarked
package io.gradus.studio.room;

import org.jspecify.annotations.NullMarked;
