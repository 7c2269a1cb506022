/// The studio's own server: pages, requests, streams, limits.
@NullMarked
package io.gradus.studio.server;

import org.jspecify.annotations.NullMarked;
