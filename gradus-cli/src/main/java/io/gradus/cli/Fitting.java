package io.gradus.cli;

import io.gradus.train.Dataset;
import io.gradus.train.Epoch;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Trainer;
import io.gradus.train.TrainingEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What `gradus train` does with any kind of data: trains while a person looks on, and saves.
///
/// @param command what the user asks for
record Fitting(TrainCommand command) {
  /// How many epochs were trained, and how long it took.
  record Done(int epochs, double seconds) {}

  boolean given(String option) {
    return command.spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  int threads() {
    return command.threads != null ? command.threads : TrainCommand.usualThreads();
  }

  /// Trains, with a bar where a person looks on.
  ///
  /// @param epochs how many there are to be
  /// @param perplexity whether the bar tells perplexity
  /// @param line is told each epoch, unless the user wants quiet
  Done fit(
      Trainer trainer,
      Dataset train,
      Dataset test,
      int epochs,
      boolean perplexity,
      Consumer<Epoch> line) {
    long started = System.nanoTime();
    List<Epoch> history;
    try (Progress progress = progress(trainer, train, epochs, perplexity)) {
      trainer.listener(event -> {
        if (event instanceof TrainingEvent.EpochDone done && !command.quiet) {
          progress.above(() -> line.accept(done.epoch()));
        }
      });
      history = trainer.fit(train, test);
    }
    return new Done(history.size(), (System.nanoTime() - started) / 1e9);
  }

  private Progress progress(Trainer trainer, Dataset train, int epochs, boolean perplexity) {
    if (command.json || command.quiet || !Terminal.watched()) {
      return Progress.SILENT;
    }
    ProgressLine line = new ProgressLine(epochs, train.size(), System.err, perplexity);
    trainer.listener(line);
    return line;
  }

  /// Saves what was trained, and says what to try with it.
  ///
  /// @param train what it was trained on
  /// @param next a command to try
  void save(Function<Provenance, SavedModel> saved, Dataset train, Path file, String next)
      throws IOException {
    Path path = Path.of(command.data).getFileName();
    Provenance provenance =
        Provenance.ofThisLibrary(command.seed)
            .trainedOn(path != null ? path.toString() : command.data, train)
            .at(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    saved.apply(provenance).save(file);
    if (!command.json) {
      PrintWriter out = command.spec.commandLine().getOut();
      out.printf("saved as %s; try: %s%n", file, next);
      out.flush();
    }
  }
}
