package io.gradus.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

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

  /// A whole number that a user typed.
  static <N extends Number> N whole(String text, Function<String, N> read) {
    try {
      return read.apply(text.strip());
    } catch (NumberFormatException e) {
      boolean large = text.strip().matches("[-+]?[0-9]+");
      throw new TypeConversionException(
          large ? text + " is too large" : "expected a whole number, got \"%s\"".formatted(text));
    }
  }

  /// A number that a user typed.
  static Double number(String text) {
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "expected a number such as 0.01, got \"%s\"".formatted(text));
    }
  }
}
