package io.gradus.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus completion`: what makes a shell complete commands and options.
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash and zsh complete commands, options and their values.",
      "For this shell: source <(gradus completion bash), or zsh.",
      "For every new one, put that line into ~/.bashrc or ~/.zshrc."
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "${COMPLETION-CANDIDATES}; one script serves both.")
  @Nullable Shell shell;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash("gradus", spec.root().commandLine());
    // Where nothing else fits there may be a file, such as the data to train on.
    out.print(script.replace("type compopt &>/dev/null && compopt +o default", ""));
    out.flush();
    return 0;
  }
}
