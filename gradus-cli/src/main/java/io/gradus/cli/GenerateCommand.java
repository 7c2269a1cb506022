package io.gradus.cli;

import io.gradus.text.Generator;
import io.gradus.text.Sampling;
import io.gradus.text.TextModel;
import io.gradus.text.TokenText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus generate`: a model of text writes.
@Command(
    name = "generate",
    description = "Writes text with a model that gradus train --model gpt or lstm saved.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class GenerateCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Parameters(paramLabel = "MODEL", description = "A file of gradus train --model gpt --out.")
  Path model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What the text begins with; a new line unless told.")
  @Nullable String prompt;

  @Option(
      names = "--length",
      paramLabel = "TOKENS",
      description = "How many tokens to write.",
      defaultValue = "400")
  int length;

  @Option(
      names = "--temperature",
      description = "Above 1 more surprising, below 1 less; 0 for the best token always.",
      defaultValue = "0.8")
  double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "TOKENS",
      description = "Chooses among so many of the best tokens only; all unless told.")
  @Nullable Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "SHARE",
      description = "Chooses among the best tokens that have this probability together.",
      defaultValue = "1")
  double topP;

  @Option(
      names = "--seed",
      description = "What the random numbers come from: the same seed writes the same text.",
      defaultValue = "1")
  long seed;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, length >= 1, "--length", "1 or more", length);
    Usage.require(
        spec,
        temperature >= 0 && Double.isFinite(temperature),
        "--temperature",
        "0 or more",
        temperature);
    Usage.require(spec, topK == null || topK >= 1, "--top-k", "1 or more", topK);
    Usage.require(spec, topP > 0 && topP <= 1, "--top-p", "above 0 and at most 1", topP);
    Usage.require(spec, prompt == null || !prompt.isEmpty(), "--prompt", "a text", "none");
    TextModel text = TextModel.of(ModelFiles.load(model), model.toString());
    int[] start = prompt == null ? usualStart(text) : text.tokenizer().encode(prompt);
    Sampling sampling = new Sampling(temperature, topK != null ? topK : 0, topP, seed);
    PrintWriter out = spec.commandLine().getOut();
    out.print(prompt == null ? "" : prompt);
    out.flush();
    TokenText written = new TokenText(text.tokenizer());
    new Generator(text.model(), sampling)
        .write(
            start,
            length,
            token -> {
              out.print(written.next(token));
              out.flush();
            });
    out.println(written.end());
    out.flush();
    return 0;
  }

  /// A new line, or the first token if the text had none.
  private static int[] usualStart(TextModel text) {
    for (int token = 0; token < text.tokenizer().vocabulary(); token++) {
      if (text.tokenizer().decode(token).equals("\n")) {
        return new int[] {token};
      }
    }
    return new int[] {0};
  }
}
