package io.gradus.cli;

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
    line.setExecutionStrategy(Mistakes::run);
    line.setExecutionExceptionHandler(Mistakes::failed);
    line.setParameterExceptionHandler(Mistakes::wrongUsage);
    return line;
  }
}
