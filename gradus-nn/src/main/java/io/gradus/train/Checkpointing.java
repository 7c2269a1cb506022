package io.gradus.train;

import io.gradus.nn.Model;
import io.gradus.optim.OptimizerRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a run writes checkpoints, and where.
///
/// @param file where; null for nowhere
/// @param epochs after how many epochs
/// @param steps also after how many steps within an epoch; 0 for never
record Checkpointing(@Nullable Path file, int epochs, int steps) {
  static final Checkpointing NEVER = new Checkpointing(null, 1, 0);

  boolean dueAfterEpoch(int epoch) {
    return file != null && epoch % epochs == 0;
  }

  /// @param done steps since the last one
  boolean dueAfterSteps(long done) {
    return file != null && steps > 0 && done >= steps;
  }

  /// @throws UncheckedIOException if the disk refuses; the file before it is then still whole
  void write(
      Model model,
      OptimizerRun update,
      Map<String, String> settings,
      Checkpoint.Position position,
      Checkpoint.Best best) {
    if (file == null) {
      return;
    }
    try {
      Checkpoint.of(model, update, settings, position, best).save(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
