package io.gradus.cli;

import io.gradus.data.Source;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.Activation;
import io.gradus.nn.Layer;
import io.gradus.op.Relu;
import io.gradus.train.SavedModel;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus train`: trains a dense network on an embedded data set or a CSV file.
@Command(
    name = "train",
    description = {
      "Trains a network on an embedded data set or a CSV file, and tests it on rows it never saw.",
      "With --model gpt or lstm on a text, which gradus generate then goes on with; with --model lstm on"
          + " the CSV file of a time series.",
      "On a folder of images that has a folder for each class, with --model resnet18 and others."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {
  private static final int MOST_UNITS = Integer.MAX_VALUE;

  enum Task {
    CLASSIFICATION,
    REGRESSION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      completionCandidates = DataNames.class,
      description =
          "A data set (see gradus data), a CSV file, a text for --model gpt and lstm, or a"
              + " folder of images.",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  String data = "";

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The column to predict; the last one of a CSV file unless told.")
  @Nullable String target;

  @Mixin HeaderArgument header = new HeaderArgument();

  @Option(
      names = "--task",
      description =
          "One of: ${COMPLETION-CANDIDATES}; found from the target of a CSV file unless told.")
  @Nullable Task task;

  @Option(
      names = "--categorical",
      paramLabel = "COLUMN,...",
      split = ",",
      hideParamSyntax = true,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Columns of a CSV file that hold texts, even if most look like numbers.")
  List<String> texts = List.of();

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN,...",
      split = ",",
      hideParamSyntax = true,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Columns of a CSV file to leave out, such as row numbers and names.")
  List<String> ignored = List.of();

  @Mixin SequenceArguments sequences = new SequenceArguments();

  @Mixin ImageArguments images = new ImageArguments();

  @Option(
      names = "--layers",
      paramLabel = "UNITS,...",
      description =
          "Units of each hidden layer, as in 64,32; 64 unless told (digits: 256); --layers= for a"
              + " linear model.")
  @Nullable String layers;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description =
          "The share of hidden units dropped while training; none unless told (digits: 0.2).")
  @Nullable Double dropout;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      completionCandidates = ActivationNames.class,
      converter = ActivationNames.Named.class,
      description = "After each hidden layer, one of: ${COMPLETION-CANDIDATES}.",
      defaultValue = "relu")
  Layer activation = new Activation(new Relu());

  @Mixin UpdateArguments update = new UpdateArguments();

  @Option(names = "--batch", description = "Samples per step.", defaultValue = "" + Recipe.BATCH)
  int batch = Recipe.BATCH;

  @Option(
      names = "--epochs",
      description = "Passes over the training rows; 30 unless told (digits: 40).")
  @Nullable Integer epochs;

  @Option(names = "--seed", description = "What all random numbers come from.", defaultValue = "1")
  long seed = 1;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "The share of the rows held out for the test.",
      defaultValue = "0.2")
  double test = 0.2;

  @Option(
      names = "--threads",
      description =
          "Threads to compute on; one per processor unless told. They never change a result.")
  @Nullable Integer threads;

  @Mixin FileArguments files = new FileArguments();

  @Option(
      names = "--json",
      description =
          "One JSON object per epoch and one for the test on standard output, nothing else. The loss of"
              + " a regression is in standardised units.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Tells the start and the test, and nothing of the epochs.")
  boolean quiet;

  @Override
  public Integer call() throws IOException {
    requireNumbers(recipe());
    if (ImageSets.isFolder(data) || sequences.model.takesImages()) {
      return new ImageRun(this).call();
    }
    images.requireNone(data);
    sequences.require(this);
    if (sequences.model != NetworkName.MLP) {
      return new SequenceRun(this).call();
    }
    Source source = Sources.of(data, target, task, texts, ignored, header);
    if (task == null) {
      Sources.requireFewClasses(data, source, texts);
    }
    files.require(data);
    Source.Fold fold = source.holdOut(test, seed);
    Fitting fitting = new Fitting(this);
    try (Workers workers = new Workers(fitting.threads())) {
      Training training = training(source, fold, new Engine(Kernels.best(), workers));
      files.prepare(training.trainer());
      train(fitting, source, fold, training);
      if (files.out != null) {
        fitting.save(
            provenance -> SavedModel.of(training.model(), fold.preprocessing(), provenance),
            fold.train(),
            files.out,
            "gradus summary " + files.out);
      }
    }
    return 0;
  }

  /// The network and its training for a split of the data, as the options say.
  Training training(Source source, Source.Fold fold, Engine engine) {
    return Training.of(source, fold.train(), recipe(), activation, update, batch, seed, engine);
  }

  /// How many threads compute unless the user says otherwise.
  static int usualThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void train(Fitting fitting, Source source, Source.Fold fold, Training training) {
    TrainReport report = new TrainReport(spec.commandLine().getOut(), json, data, source, fold);
    report.start(training.model(), update.words(), training.batch());
    if (!quiet) {
      report.categories();
      report.head();
    }
    int wanted = training.epochs();
    Fitting.Done done =
        fitting.fit(training.trainer(), fold.train(), fold.test(), wanted, false, report::line);
    report.end(training.trainer(), done.epochs(), wanted, done.seconds());
  }

  private Recipe recipe() {
    Recipe usual = Recipe.of(data);
    return new Recipe(
        layers != null ? units(layers) : usual.layers(),
        dropout != null ? dropout : usual.dropout(),
        epochs != null ? epochs : usual.epochs());
  }

  private List<Integer> units(String text) {
    List<Integer> units = new ArrayList<>();
    if (text.isBlank()) {
      return units;
    }
    for (String part : text.split(",", -1)) {
      boolean whole = part.strip().matches("[0-9]+");
      Usage.require(
          spec, whole, "--layers", "units of each layer with commas between, as in 64,32", text);
      boolean fits = new BigInteger(part.strip()).bitLength() < Integer.SIZE;
      Usage.require(spec, fits, "--layers", "at most %d units in each".formatted(MOST_UNITS), text);
      units.add(Integer.valueOf(part.strip()));
    }
    return units;
  }

  private void requireNumbers(Recipe recipe) {
    int most = 4 * usualThreads();
    Usage.require(spec, test > 0 && test < 1, "--test", "between 0 and 1", test);
    Usage.require(spec, batch >= 1, "--batch", "1 or more", batch);
    Usage.require(spec, recipe.epochs() >= 1, "--epochs", "1 or more", epochs);
    Usage.require(
        spec,
        recipe.dropout() >= 0 && recipe.dropout() < 1,
        "--dropout",
        "at least 0 and below 1",
        dropout);
    Usage.require(
        spec,
        recipe.layers().stream().allMatch(units -> units >= 1),
        "--layers",
        "1 or more units in each",
        layers);
    Usage.require(
        spec,
        threads == null || (threads >= 1 && threads <= most),
        "--threads",
        "1 to %d, four for each processor".formatted(most),
        threads);
    update.require();
  }
}
