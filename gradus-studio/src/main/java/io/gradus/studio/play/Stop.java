package io.gradus.studio.play;

import io.gradus.studio.room.Arguments;
import io.gradus.train.TrainingSteps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a run stops by itself.
///
/// @param kind `never`, `score`, `loss` or `epochs`
/// @param value the test score to reach, the test loss to come below, or how many epochs
record Stop(String kind, double value) {
  static final Stop NEVER = new Stop("never", 0);
  private static final List<String> KINDS = List.of("never", "score", "loss", "epochs");

  static Stop read(Arguments fields) {
    Arguments arguments =
        fields.called(Map.of("kind", "what to stop at", "value", "the number to stop at"));
    Stop stop = new Stop(arguments.choice("kind", KINDS), arguments.number("value", 0, 1e9, 0));
    arguments.done();
    return stop;
  }

  /// How it was reached, or null. Where nothing is held out, the points to learn from count.
  @Nullable String reached(
      TrainingSteps.Position at, Score train, Score test, boolean classification) {
    boolean held = !Double.isNaN(test.loss()) || !Double.isNaN(test.score());
    Score score = held ? test : train;
    String side = held ? "test" : "training";
    String name = classification ? "accuracy" : "R²";
    return switch (kind) {
      case "score" ->
          score.score() >= value
              ? String.format(
                  Locale.ROOT,
                  "%s %s %.4f reached %s after %d steps",
                  side,
                  name,
                  score.score(),
                  value,
                  at.step())
              : null;
      case "loss" ->
          score.loss() <= value
              ? String.format(
                  Locale.ROOT,
                  "%s loss %.5f came down to %s after %d steps",
                  side,
                  score.loss(),
                  value,
                  at.step())
              : null;
      case "epochs" -> at.epoch() > value ? "%d epochs are done".formatted(at.epoch() - 1) : null;
      default -> null;
    };
  }
}
