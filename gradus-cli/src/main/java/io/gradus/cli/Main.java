package io.gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry point of the `gradus` command.
@Command(
    name = "gradus",
    description = "Trains neural networks in pure Java and shows every step.",
    mixinStandardHelpOptions = true,
    version = "gradus 0.1.0-SNAPSHOT")
public final class Main {
  private Main() {}

  /// Runs the command line and exits with its code.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
