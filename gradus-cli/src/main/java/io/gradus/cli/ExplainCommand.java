package io.gradus.cli;

import io.gradus.explain.Walkthrough;
import io.gradus.explain.WorkedExamples;
import io.gradus.explain.Writer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus explain`: one training step, number by number.
@Command(
    name = "explain",
    description =
        "Shows one training step number by number: forward, backward and update, each with its formula, the formula with its"
            + " numbers, and the result.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ExplainCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(
      paramLabel = "EXAMPLE",
      description = "A worked example: mazur, xor, nielsen or karpathy.")
  String name = "";

  @Option(
      names = "--format",
      description = "One of: ${COMPLETION-CANDIDATES}.",
      defaultValue = "TEXT")
  Writer format = Writer.TEXT;

  @Option(
      names = "--digits",
      description = "Significant digits of results, 1 to 17.",
      defaultValue = "10")
  int digits = 10;

  @Option(
      names = "--steps",
      description = "Training steps done before the one that is shown.",
      defaultValue = "0")
  int steps;

  @Option(
      names = "--colour",
      negatable = true,
      description = "Colours; on for a terminal unless told.")
  @Nullable Boolean colour;

  @Override
  public Integer call() {
    if (digits < 1 || digits > 17) {
      throw new IllegalArgumentException("--digits must be 1 to 17, got " + digits);
    }
    if (steps < 0 || steps > 1_000_000) {
      throw new IllegalArgumentException("--steps must be 0 to 1000000, got " + steps);
    }
    Walkthrough walk = Walkthrough.of(WorkedExamples.named(name));
    for (int i = 0; i < steps; i++) {
      walk = Walkthrough.of(walk.after());
    }
    boolean coloured = colour != null ? colour : Ansi.AUTO.enabled();
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.write(walk, digits, coloured));
    out.flush();
    return 0;
  }
}
