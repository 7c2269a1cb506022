package io.gradus.cli;

import io.gradus.explain.DenseRun;
import io.gradus.explain.Detail;
import io.gradus.explain.Explained;
import io.gradus.explain.ModelWalkthrough;
import io.gradus.explain.RawRow;
import io.gradus.explain.Walkthrough;
import io.gradus.explain.WorkedExamples;
import io.gradus.explain.WorkedSheets;
import io.gradus.explain.Writer;
import io.gradus.optim.Optimizer;
import io.gradus.optim.Schedule;
import io.gradus.train.DataException;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus explain`: one training step, number by number.
@Command(
    name = "explain",
    description = {
      "Shows one training step number by number: forward, backward and update, each with its formula,"
          + " the formula with its numbers, and the result. All in double precision.",
      "Of a worked example: gradus explain mazur.",
      "Of a saved model for one row: gradus explain iris.gradus --data iris --row 3.",
      "Of an optimizer, its formulas and their source: gradus explain adam, gradus explain lbfgs."
    },
    footer = {
      "",
      "Runs of many steps are no step by step: for optimizers on surfaces, training on spirals and"
          + " moons, convolutions and recurrent cells see gradus studio."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(
      paramLabel = "WHAT",
      description =
          "A worked example, a file of gradus train --out, or the name of an optimizer. One of:"
              + " ${COMPLETION-CANDIDATES}, or a file.",
      completionCandidates = ExplainedNames.class)
  String name = "";

  @Mixin RowArguments row = new RowArguments();

  @Option(
      names = "--loss",
      description =
          "For a model, one of: ${COMPLETION-CANDIDATES}; unless told the cross-entropy for classes"
              + " and the mean squared error for numbers.")
  @Nullable LossName loss;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description =
          "For a model, one of: ${COMPLETION-CANDIDATES}; sgd unless told. It does its first step.")
  @Nullable Method optimizer;

  @Option(
      names = "--rate",
      description = "For a model: the learning rate; that of gradus train unless told.")
  @Nullable Double rate;

  @Option(
      names = "--layer",
      paramLabel = "PATH",
      description = "For a model: shows this layer only, such as hidden, prediction or loss.")
  String layer = "";

  @Option(
      names = "--neurons",
      paramLabel = "N,...",
      split = ",",
      hideParamSyntax = true,
      description =
          "For a model: shows these neurons, counted from 1; the first 3 of wide layers unless told.")
  List<Integer> neurons = List.of();

  @Option(
      names = "--full",
      description = "For a model: every number and every term, however many there are.")
  boolean full;

  @Option(
      names = "--format",
      description = "One of: text, markdown, latex, html; text unless told.")
  Writer format = Writer.TEXT;

  @Option(
      names = "--digits",
      description = "Significant digits of results, 1 to 17; 10 unless told.")
  int digits = 10;

  @Option(
      names = "--steps",
      description =
          "For a worked example: training steps done before the one that is shown; 0 unless told.")
  @Nullable Integer steps;

  @Option(
      names = "--colour",
      negatable = true,
      description = "Colours; on for a terminal unless told.")
  @Nullable Boolean colour;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, digits >= 1 && digits <= 17, "--digits", "1 to 17", digits);
    boolean sheet = WorkedSheets.names().contains(name);
    boolean example = sheet || WorkedExamples.names().contains(name);
    if (!example && OptimizerFormulas.named(name) && !Files.exists(Path.of(name))) {
      return formulas();
    }
    Explained explained = sheet ? sheet() : example ? example() : model();
    boolean coloured = colour != null ? colour : Ansi.AUTO.enabled();
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.write(explained, digits, coloured));
    if (format == Writer.TEXT && !example && !full && shortened(explained)) {
      out.println(
          "Wide layers and long sums are shown in part: see --layer, --neurons and --full.");
    }
    out.flush();
    return 0;
  }

  private static boolean shortened(Explained explained) {
    return explained.sections().stream()
        .anyMatch(section ->
            section.notes().stream().anyMatch(note -> note.startsWith("..."))
                || section.lines().stream().anyMatch(line -> line.text().contains(" more terms)")));
  }

  private int formulas() {
    if (forModels() || steps != null || format == Writer.HTML) {
      throw new ParameterException(
          spec.commandLine(),
          "the formulas of an optimizer take --format text, markdown or latex, and nothing else");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(OptimizerFormulas.of(name).write(format));
    out.flush();
    return 0;
  }

  /// Whether an option was given that has a meaning for saved models only.
  private boolean forModels() {
    return row.given()
        || loss != null
        || optimizer != null
        || rate != null
        || !layer.isEmpty()
        || !neurons.isEmpty()
        || full;
  }

  private Explained sheet() {
    if (forModels() || steps != null) {
      throw new ParameterException(
          spec.commandLine(),
          "\"%s\" takes --format, --digits and --colour: it has no rows and no further steps"
              .formatted(name));
    }
    return WorkedSheets.named(name);
  }

  private Explained example() {
    if (forModels()) {
      throw new ParameterException(
          spec.commandLine(),
          "a worked example takes --format, --digits, --steps and --colour; the rest is for a saved"
              + " model");
    }
    int before = steps != null ? steps : 0;
    Usage.require(spec, before >= 0 && before <= 1_000_000, "--steps", "0 to 1000000", before);
    DenseRun run = new DenseRun(WorkedExamples.named(name));
    run.update(before);
    return Walkthrough.of(run.example());
  }

  private Explained model() throws IOException {
    Path file = Path.of(name);
    if (!name.isBlank() && !Files.exists(file)) {
      throw new DataException(
          "there is no worked example, optimizer or file called \"%s\"; %sthe examples are %s; runs of many steps are in gradus studio"
              .formatted(
                  name,
                  Choice.suggestion(name, ExplainedNames.examples()),
                  String.join(", ", ExplainedNames.examples())));
    }
    if (steps != null) {
      throw new ParameterException(
          spec.commandLine(), "--steps is for worked examples: a model is shown at its first step");
    }
    boolean positive = rate == null || (rate > 0 && Double.isFinite(rate));
    Usage.require(spec, positive, "--rate", "above 0", rate);
    boolean counted = neurons.stream().allMatch(neuron -> neuron >= 1);
    Usage.require(spec, counted, "--neurons", "1 or more each", neurons);
    SavedModel model = ModelFiles.load(file);
    LossName function = loss != null ? loss : LossName.of(model);
    RawRow shown = row.row(model, "gradus explain " + name);
    function.require(model, LossName.targets(model, shown));
    return ModelWalkthrough.of(
        String.valueOf(file.getFileName()),
        model,
        shown,
        function.loss,
        rule(),
        new Detail(layer, neurons, full));
  }

  private Optimizer rule() {
    Method method = optimizer != null ? optimizer : Method.SGD;
    double step = rate != null ? rate : method.usualRate;
    return method.with(Schedule.constant(step), method.usualDecay);
  }
}
