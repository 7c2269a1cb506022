package io.gradus.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus completion`: what makes a shell complete commands and options.
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash and zsh complete commands, options and their values.",
      "For this shell: source <(gradus completion)",
      "For every new one, put that line into ~/.bashrc or ~/.zshrc."
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("gradus", spec.root().commandLine()));
    out.flush();
    return 0;
  }
}
