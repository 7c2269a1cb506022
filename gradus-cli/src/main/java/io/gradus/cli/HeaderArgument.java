package io.gradus.cli;

import io.gradus.data.CsvOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether the first row of a CSV file holds the names of its columns.
final class HeaderArgument {
  enum Header {
    YES,
    NO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--header",
      paramLabel = "yes|no",
      description =
          "Whether the first row of a CSV file holds the names of the columns; unless told it does if"
              + " none of its cells is a number.")
  @Nullable Header header;

  /// The options with what the user says of the header.
  CsvOptions in(CsvOptions options) {
    return switch (header) {
      case null -> options;
      case YES -> options.withHeader();
      case NO -> options.withoutHeader();
    };
  }
}
