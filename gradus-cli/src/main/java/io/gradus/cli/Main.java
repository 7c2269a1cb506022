package io.gradus.cli;

import io.gradus.ShapeException;
import io.gradus.train.DataException;
import io.gradus.train.FileFormatException;
import io.gradus.train.NonFiniteLossException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry point of the `gradus` command.
@Command(
    name = "gradus",
    description = "Trains neural networks in pure Java and shows every step.",
    mixinStandardHelpOptions = true,
    version = "gradus 0.1.0-SNAPSHOT",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ExplainCommand.class,
      CheckCommand.class,
      SummaryCommand.class,
      StudioCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    })
public final class Main {
  private Main() {}

  /// Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Main::explain);
    return line;
  }

  /// An error that the user can mend is one message; anything else is a fault of ours and keeps its
  /// trace.
  private static int explain(Exception thrown, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    String message =
        switch (thrown) {
          case NoSuchFileException e -> "there is no file " + e.getMessage();
          case IOException e -> "cannot read or write: " + e.getMessage();
          case UncheckedIOException e -> "cannot read or write: " + e.getMessage();
          case FileFormatException e -> oneLine(e);
          case DataException e -> e.getMessage();
          case ShapeException e -> e.getMessage();
          case NonFiniteLossException e -> e.getMessage();
          case IllegalArgumentException e -> e.getMessage();
          default -> throw thrown;
        };
    line.getErr().println("gradus: " + message);
    line.getErr().flush();
    return 1;
  }

  private static String oneLine(FileFormatException e) {
    return e.source() + ": " + e.problem().replaceAll("\\n\\s*", "; ") + "; " + e.remedy();
  }
}
