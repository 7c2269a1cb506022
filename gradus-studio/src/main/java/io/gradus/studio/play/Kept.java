package io.gradus.studio.play;

import io.gradus.Param;
import io.gradus.Parameters;
import org.jspecify.annotations.Nullable;

/// How much of a network's weights another one has taken over.
///
/// @param weights how many numbers were copied
/// @param before how many the earlier network had
/// @param after how many the later one has
record Kept(int weights, int before, int after) {
  /// Copies what fits: of each layer the units that both networks have. The output layer counts
  /// only where it reads the same layer and says the same things.
  static Kept copy(Parameters from, Parameters to, boolean sameDepth) {
    int weights = 0;
    int before = from.list().stream().mapToInt(Param::size).sum();
    int after = to.list().stream().mapToInt(Param::size).sum();
    for (Param target : to.list()) {
      Param source = from.find(target.path());
      if (source != null && fits(source, target, sameDepth)) {
        weights += copy(source, target);
      }
    }
    to.changed();
    return new Kept(weights, before, after);
  }

  private static boolean fits(Param source, Param target, boolean sameDepth) {
    return !target.path().startsWith("output")
        || sameDepth && source.shape().length(-1) == target.shape().length(-1);
  }

  private static int copy(Param source, Param target) {
    boolean matrix = target.shape().rank() == 2;
    int rows = matrix ? Math.min(source.shape().length(0), target.shape().length(0)) : 1;
    int wide = source.shape().length(-1);
    int wanted = target.shape().length(-1);
    int columns = Math.min(wide, wanted);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          source.owner().values(),
          source.offset() + row * wide,
          target.owner().values(),
          target.offset() + row * wanted,
          columns);
    }
    return rows * columns;
  }

  /// Whether both networks have the same weights.
  boolean all() {
    return weights == before && weights == after;
  }

  /// What was kept, for the reader.
  String text(boolean remembered, @Nullable String optimizer) {
    if (all()) {
      return "All "
          + weights
          + " weights kept"
          + (remembered
              ? ", and what the optimizer remembers."
              : "; the optimizer (" + optimizer + ") begins anew.");
    }
    String kept =
        weights == before
            ? "All %d weights kept".formatted(weights)
            : "%d of %d weights kept: those of connections that are still there"
                .formatted(weights, before);
    int fresh = after - weights;
    String started = fresh == 0 ? "" : "; %d new ones start from the seed".formatted(fresh);
    return kept + started + "; the optimizer begins anew.";
  }
}
