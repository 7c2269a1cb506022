/// Op check, gradient check and golden files, for the project's own tests and its users'.
@NullMarked
package io.gradus.testkit;

import org.jspecify.annotations.NullMarked;
