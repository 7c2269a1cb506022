package io.gradus.cli;

import io.gradus.explain.Writer;
import java.util.Objects;
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
      GenerateCommand.class,
      ExplainCommand.class,
      CheckCommand.class,
      SummaryCommand.class,
      StudioCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private Main() {}

  /// Runs the command line and exits with its code: 0 done, 1 failed, 2 wrong usage.
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    choices(line);
    Objects.requireNonNull(line.getSubcommands().get("help"))
        .getCommandSpec()
        .usageMessage()
        .description("Shows how a command is used, as in gradus help train.");
    line.setExecutionStrategy(Mistakes::run);
    line.setExecutionExceptionHandler(Mistakes::failed);
    line.setParameterExceptionHandler(Mistakes::wrongUsage);
    return line;
  }

  private static void choices(CommandLine line) {
    line.registerConverter(TrainCommand.Task.class, Choice.of(TrainCommand.Task.class));
    line.registerConverter(NetworkName.class, Choice.of(NetworkName.class));
    line.registerConverter(
        SequenceArguments.Tokens.class, Choice.of(SequenceArguments.Tokens.class));
    line.registerConverter(Method.class, Method::named);
    line.registerConverter(UpdateArguments.Curve.class, Choice.of(UpdateArguments.Curve.class));
    line.registerConverter(LossName.class, Choice.of(LossName.class));
    line.registerConverter(HeaderArgument.Header.class, Choice.of(HeaderArgument.Header.class));
    line.registerConverter(Writer.class, Choice.of(Writer.class));
    line.registerConverter(CompletionCommand.Shell.class, Choice.of(CompletionCommand.Shell.class));
    line.registerConverter(Integer.class, text -> Usage.whole(text, Integer::valueOf));
    line.registerConverter(int.class, text -> Usage.whole(text, Integer::valueOf));
    line.registerConverter(long.class, text -> Usage.whole(text, Long::valueOf));
    line.registerConverter(Long.class, text -> Usage.whole(text, Long::valueOf));
    line.registerConverter(Double.class, Usage::number);
    line.registerConverter(double.class, Usage::number);
  }
}
