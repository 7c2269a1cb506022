package io.gradus.cli;

import io.gradus.data.DataSets;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.Recurrent;
import io.gradus.nn.Sequential;
import io.gradus.nn.networks.CharLstm;
import io.gradus.nn.networks.Gpt;
import io.gradus.text.BytePairTokenizer;
import io.gradus.text.CharacterTokenizer;
import io.gradus.text.Tokenizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which network is trained, and the sizes of those that take sequences.
final class SequenceArguments {
  private static final int EMBEDDING = 32;

  enum Tokens {
    CHAR,
    BPE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--model",
      description =
          "The network, one of: ${COMPLETION-CANDIDATES}; gpt is for a text, lstm for a text or the"
              + " CSV file of a time series, those after it for a folder of images (vgg-small unless"
              + " told).",
      defaultValue = "mlp")
  NetworkName model = NetworkName.MLP;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description = "Of a text: how many tokens are seen at a time; 64 unless told.")
  @Nullable Integer context;

  @Option(
      names = "--width",
      paramLabel = "UNITS",
      description =
          "Numbers for each token of gpt, units of lstm; unless told 96, 128 for lstm on a text, 32 on"
              + " a series.")
  @Nullable Integer width;

  @Option(names = "--heads", description = "Of gpt's attention; 4 unless told.")
  @Nullable Integer heads;

  @Option(
      names = "--blocks",
      description = "Blocks of gpt, 3 unless told, or layers of lstm, 1 unless told.")
  @Nullable Integer blocks;

  @Option(
      names = "--tokenizer",
      description =
          "How a text is cut, one of: ${COMPLETION-CANDIDATES}; char unless told. bpe learns frequent"
              + " pieces of words from it.")
  @Nullable Tokens tokenizer;

  @Option(
      names = "--vocabulary",
      paramLabel = "TOKENS",
      description = "How many tokens bpe learns, bytes included; 1024 unless told.")
  @Nullable Integer vocabulary;

  @Option(
      names = "--window",
      paramLabel = "ROWS",
      description = "Of a time series: how many rows are seen at a time; 48 unless told.")
  @Nullable Integer window;

  @Option(
      names = "--horizon",
      paramLabel = "ROWS",
      description = "Of a time series: how many rows ahead the target is predicted; 1 unless told.")
  @Nullable Integer horizon;

  /// Whether the file is a time series; otherwise it is a text.
  boolean series(TrainCommand command) {
    String name = command.data.toLowerCase(Locale.ROOT);
    return model == NetworkName.LSTM
        && (command.target != null
            || window != null
            || horizon != null
            || name.endsWith(".csv")
            || name.endsWith(".tsv"));
  }

  /// @throws ParameterException if an option is out of its range, or is none of the model's
  void require(TrainCommand command) {
    positive("--context", context);
    positive("--width", width);
    positive("--heads", heads);
    positive("--blocks", blocks);
    positive("--window", window);
    positive("--horizon", horizon);
    Usage.require(
        spec, vocabulary == null || vocabulary >= 256, "--vocabulary", "256 or more", vocabulary);
    boolean text = model != NetworkName.MLP && !series(command);
    boolean series = model != NetworkName.MLP && !text;
    only(text, "a text, with --model gpt or lstm", "--context", context);
    only(text, "a text, with --model gpt or lstm", "--tokenizer", tokenizer);
    only(text, "a text, with --model gpt or lstm", "--vocabulary", vocabulary);
    only(text || series, "--model gpt and lstm", "--width", width);
    only(text || series, "--model gpt and lstm", "--blocks", blocks);
    only(model == NetworkName.GPT, "--model gpt", "--heads", heads);
    only(series, "a time series, with --model lstm", "--window", window);
    only(series, "a time series, with --model lstm", "--horizon", horizon);
    only(!text && !series, "--model mlp; see --width and --blocks", "--layers", command.layers);
    only(!text && !series, "--model mlp", "--task", command.task);
    only(!text, "a table, and this is a text", "--target", command.target);
    only(
        !text && !series,
        "--model mlp",
        "--categorical",
        command.texts.isEmpty() ? null : command.texts);
    only(
        !text,
        "a table, and this is a text",
        "--ignore",
        command.ignored.isEmpty() ? null : command.ignored);
    if (vocabulary != null && tokenizer != Tokens.BPE) {
      throw new ParameterException(
          spec.commandLine(), "--vocabulary is for --tokenizer bpe; a char is a token each");
    }
    if (model != NetworkName.MLP && DataSets.names().contains(command.data)) {
      throw new ParameterException(
          spec.commandLine(),
          "--model %s takes sequences, and %s is a data set of single rows: give a file"
              .formatted(model, command.data));
    }
    if (model == NetworkName.GPT && width() % heads() != 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--heads must divide --width, got %d heads and width %d".formatted(heads(), width()));
    }
  }

  private void positive(String option, @Nullable Integer value) {
    Usage.require(spec, value == null || value >= 1, option, "1 or more", value);
  }

  private void only(boolean holds, String what, String option, @Nullable Object value) {
    if (!holds && value != null) {
      throw new ParameterException(spec.commandLine(), "%s is for %s".formatted(option, what));
    }
  }

  int context() {
    return context != null ? context : 64;
  }

  int window() {
    return window != null ? window : 48;
  }

  int horizon() {
    return horizon != null ? horizon : 1;
  }

  private int width() {
    return width != null ? width : 96;
  }

  private int heads() {
    return heads != null ? heads : 4;
  }

  private int blocks(int usual) {
    return blocks != null ? blocks : usual;
  }

  /// The tokens of a text.
  Tokenizer tokens(String text) {
    return tokenizer == Tokens.BPE
        ? BytePairTokenizer.train(text, vocabulary != null ? vocabulary : 1024)
        : CharacterTokenizer.of(text);
  }

  /// The network for a text.
  Layer writer(int tokens, double dropout) {
    return model == NetworkName.GPT
        ? new Gpt(tokens, context(), width(), heads(), blocks(3), dropout, true)
        : new CharLstm(tokens, EMBEDDING, width != null ? width : 128, blocks(1), dropout);
  }

  /// The network for a time series.
  Layer forecaster(double dropout) {
    Recurrent lstm = Recurrent.lstm(width != null ? width : 32).layers(blocks(1));
    return Sequential.of(lstm.dropping(dropout).lastOnly(), new Dense(1));
  }
}
