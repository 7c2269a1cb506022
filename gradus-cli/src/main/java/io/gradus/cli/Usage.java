package io.gradus.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Checks of values that a user typed; a wrong one is a usage error.
final class Usage {
  private Usage() {}

  /// @param expected what a good value is, as in `"1 or more"`
  /// @throws ParameterException unless it holds
  static void require(
      CommandSpec spec, boolean holds, String option, String expected, @Nullable Object value) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %s, got %s".formatted(option, expected, value));
    }
  }
}
