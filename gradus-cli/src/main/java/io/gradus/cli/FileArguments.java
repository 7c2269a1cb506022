package io.gradus.cli;

import io.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What a training writes, and what it goes on from.
final class FileArguments {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to save the trained model, for gradus predict and evaluate.")
  @Nullable Path out;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Where to write, after each epoch, all that is needed to go on with --resume.")
  @Nullable Path checkpoint;

  @Option(
      names = "--resume",
      description =
          "Goes on from the --checkpoint file, and ends as a run that was never interrupted.")
  boolean resume;

  /// Before the training, so that its result is not lost to a slip of the keyboard.
  void require(String data) throws IOException {
    if (out != null) {
      OutputFile.require(out);
      OutputFile.requireOther(out, Path.of(data), "the data");
    }
    if (resume && checkpoint == null) {
      throw new ParameterException(
          spec.commandLine(), "--resume needs --checkpoint FILE: the file to go on from");
    }
    if (checkpoint != null) {
      OutputFile.require(checkpoint);
      if (out != null && OutputFile.same(checkpoint, out)) {
        throw new ParameterException(
            spec.commandLine(), "--out and --checkpoint must be different files");
      }
      if (resume && !Files.exists(checkpoint)) {
        throw new IllegalArgumentException(
            "there is no file %s to go on from: correct its name, or leave out --resume to start anew"
                .formatted(checkpoint));
      }
      if (!resume && Files.exists(checkpoint)) {
        throw new IllegalArgumentException(
            checkpoint + " exists: go on from it with --resume, or delete it to start anew");
      }
    }
  }

  /// @throws IOException if the checkpoint cannot be read
  void prepare(Trainer trainer) throws IOException {
    if (checkpoint != null) {
      trainer.checkpoint(checkpoint);
      if (resume) {
        trainer.resume(checkpoint);
      }
    }
  }
}
