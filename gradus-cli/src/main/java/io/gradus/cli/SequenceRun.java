package io.gradus.cli;

import io.gradus.data.Table;
import io.gradus.data.Windows;
import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import io.gradus.kernel.Kernels;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.text.TextDataset;
import io.gradus.text.TextModel;
import io.gradus.text.Tokenizer;
import io.gradus.train.Dataset;
import io.gradus.train.Metric;
import io.gradus.train.Perplexity;
import io.gradus.train.Provenance;
import io.gradus.train.RSquared;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/// `gradus train` of a network that takes sequences: a text, or a time series.
///
/// @param command what the user asks for
/// @param fitting how it is trained and saved
record SequenceRun(TrainCommand command, Fitting fitting) {
  /// A text is gone through until about so many tokens were seen, unless the user says how often.
  private static final long TOKENS_SEEN = 3_000_000;

  private static final int MOST_EPOCHS = 30;
  private static final double NORM = 1;

  /// What is trained, on what, and how it is saved.
  ///
  /// @param about what is told before the training
  private record Task(
      Model model,
      Dataset train,
      Dataset test,
      Loss loss,
      Metric metric,
      int epochs,
      String about,
      Function<Provenance, SavedModel> saved) {
    boolean writes() {
      return metric instanceof Perplexity;
    }
  }

  SequenceRun(TrainCommand command) {
    this(command, new Fitting(command));
  }

  int call() throws IOException {
    UpdateArguments update = command.update;
    if (!fitting.given("--schedule")) {
      update.curve = UpdateArguments.Curve.COSINE;
    }
    if (update.clip == null) {
      update.clip = NORM;
    }
    try (Workers workers = new Workers(fitting.threads())) {
      Engine engine = new Engine(Kernels.best(), workers);
      Task task = command.sequences.series(command) ? series(engine) : text(engine);
      command.files.require(command.data);
      train(task);
      Path out = command.files.out;
      if (out != null) {
        fitting.save(task.saved, task.train, out, next(task, out, command.data));
      }
    }
    return 0;
  }

  private double dropout() {
    return command.dropout != null ? command.dropout : 0;
  }

  private Task text(Engine engine) throws IOException {
    SequenceArguments sizes = command.sequences;
    String text = Sources.text(command.data);
    Tokenizer tokenizer = sizes.tokens(text);
    TextModel model =
        TextModel.of(
            sizes.writer(tokenizer.vocabulary(), dropout()),
            tokenizer,
            sizes.context(),
            command.seed,
            engine);
    TextDataset.Split split = model.dataset(text).holdOut(command.test);
    long enough = TOKENS_SEEN / split.train().tokens();
    int epochs = command.epochs != null ? command.epochs : Math.clamp(enough, 1, MOST_EPOCHS);
    return new Task(
        model.model(),
        split.train(),
        split.test(),
        new CrossEntropy(),
        new Perplexity(),
        epochs,
        "%d tokens to train on, %d at the end held out; %s, %d seen at a time"
            .formatted(split.train().tokens(), split.test().tokens(), tokenizer, sizes.context()),
        model::saved);
  }

  private Task series(Engine engine) throws IOException {
    SequenceArguments sizes = command.sequences;
    Table table = Sources.series(command.data, command.ignored, command.header);
    String target = Sources.target(command.data, table, command.target);
    Windows.Fold fold =
        Windows.holdOut(table, target, sizes.window(), sizes.horizon(), command.test);
    Windows windows = fold.windows();
    Model model =
        Model.of(sizes.forecaster(dropout()))
            .seed(command.seed)
            .on(engine)
            .input(windows.inputShape());
    return new Task(
        model,
        fold.train(),
        fold.test(),
        new MeanSquaredError(),
        new RSquared(),
        command.epochs != null ? command.epochs : MOST_EPOCHS,
        "%d windows of %d rows to train on, %d later ones held out; from %s predicting %s %d row%s ahead"
            .formatted(
                fold.train().size(),
                sizes.window(),
                fold.test().size(),
                String.join(", ", windows.columns().stream().map(column -> column.name()).toList()),
                target,
                sizes.horizon(),
                sizes.horizon() == 1 ? "" : "s"),
        provenance ->
            SavedModel.of(model, windows.preprocessing(), provenance)
                .with(Windows.KEY, windows.toJson()));
  }

  private void train(Task task) throws IOException {
    int batch = Math.min(command.batch, task.train.size());
    long steps = (long) Math.ceilDiv(task.train.size(), batch) * task.epochs;
    Trainer trainer =
        Trainer.of(task.model, task.loss, command.update.optimizer(steps))
            .batch(batch)
            .epochs(task.epochs)
            .clip(command.update.clipping())
            .metric(task.metric);
    command.files.prepare(trainer);
    SequenceReport report =
        new SequenceReport(
            command.spec.commandLine().getOut(), command.json, task.metric.name(), task.train);
    report.start(command.data + ": " + task.about, task.model, command.update.words(), batch);
    if (!command.quiet) {
      report.head();
    }
    Fitting.Done done =
        fitting.fit(trainer, task.train, task.test, task.epochs, task.writes(), report::line);
    report.end(trainer.evaluate(task.test), task.test.size(), done);
  }

  private static String next(Task task, Path file, String data) {
    return task.writes()
        ? "gradus generate " + file + " --prompt \"...\""
        : "gradus predict " + file + " " + data;
  }
}
