package io.gradus.studio.play;

import io.gradus.data.Generated;
import io.gradus.data.Source;
import io.gradus.data.Splits;
import io.gradus.kernel.Philox;
import io.gradus.kernel.RandomKey;
import io.gradus.train.Batch;
import io.gradus.train.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes points: by formula, or from what was drawn by hand.
final class PointMaker {
  static final List<String> KINDS =
      List.of("spirals", "moons", "circles", "xor", "blobs", "waves", "plane");

  private static final double SPREAD = 2.5;
  private static final double WAVE = 1.3;

  private PointMaker() {}

  /// What the page asks for.
  ///
  /// @param noise the standard deviation of the normal numbers added to each coordinate, or to the
  ///   number to predict
  /// @param classes arms of a spiral, or clouds
  /// @param share how much is held out
  record Recipe(String kind, int size, double noise, int classes, double share, long seed) {
    Map<String, @Nullable Object> map() {
      return Map.of(
          "kind", kind, "size", size, "noise", noise, "classes", classes, "share", share, "seed",
          seed);
    }
  }

  static Points make(Recipe recipe) {
    return switch (recipe.kind()) {
      case "waves", "plane" -> values(recipe);
      default -> classes(recipe);
    };
  }

  private static Points classes(Recipe recipe) {
    int size = recipe.size();
    long seed = recipe.seed();
    return switch (recipe.kind()) {
      case "moons" -> placed(recipe, 2, 0.5, 0.25, 1.5, n -> Generated.moons(size, n, seed));
      case "circles" -> placed(recipe, 2, 0, 0, 2.3, n -> Generated.circles(size, n, seed));
      case "xor" -> placed(recipe, 2, 0.5, 0.5, 3, n -> Generated.xor(size, n, seed));
      case "blobs" ->
          placed(
              recipe,
              recipe.classes(),
              0,
              0,
              0.5,
              n -> Generated.blobs(size, recipe.classes(), 2, n, seed));
      default ->
          placed(
              recipe,
              recipe.classes(),
              0,
              0,
              2.6,
              n -> Generated.spirals(size, recipe.classes(), n, seed));
    };
  }

  /// Moves a generated set to the middle of the plane and to its size.
  private static Points placed(
      Recipe recipe,
      int classes,
      double middleX,
      double middleY,
      double scale,
      java.util.function.DoubleFunction<Source> source) {
    Source made = source.apply(recipe.noise() / scale);
    int size = made.size();
    float[] x = new float[size];
    float[] y = new float[size];
    float[] targets = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) ((made.table().number(i, 0) - middleX) * scale);
      y[i] = (float) ((made.table().number(i, 1) - middleY) * scale);
    }
    Dataset labelled = made.samples().data();
    Batch one = Batch.of(labelled, 1);
    for (int i = 0; i < size; i++) {
      labelled.copy(i, one, 0);
      targets[i] = one.labels[0];
    }
    return points(recipe, x, y, targets, names(classes));
  }

  private static Points values(Recipe recipe) {
    int size = recipe.size();
    long key = RandomKey.of(recipe.seed(), "points", 0);
    float[] x = new float[size];
    float[] y = new float[size];
    float[] targets = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) (SPREAD * (2 * Philox.uniformDouble(key, 0, i, 0) - 1));
      y[i] = (float) (SPREAD * (2 * Philox.uniformDouble(key, 0, i, 1) - 1));
      double value =
          recipe.kind().equals("plane")
              ? (x[i] + y[i]) / (2 * SPREAD)
              : StrictMath.sin(WAVE * x[i]) * StrictMath.cos(WAVE * y[i]);
      targets[i] = (float) (value + recipe.noise() * Philox.normalDouble(key, 1, i, 0));
    }
    return points(recipe, x, y, targets, List.of());
  }

  private static Points points(
      Recipe recipe, float[] x, float[] y, float[] targets, List<String> classes) {
    int[] order = Splits.shuffled(x.length, recipe.seed());
    return new Points(
        recipe.kind(),
        x,
        y,
        targets,
        Points.heldOut(targets, !classes.isEmpty(), order, recipe.share()),
        classes,
        Points.REACH,
        Points.plainAxes(),
        "");
  }

  /// Points drawn by hand: x, y and class of each, one after the other.
  static Points drawn(double[] numbers, double share) {
    int size = numbers.length / 3;
    float[] x = new float[size];
    float[] y = new float[size];
    float[] targets = new float[size];
    int most = 1;
    for (int i = 0; i < size; i++) {
      x[i] = (float) numbers[3 * i];
      y[i] = (float) numbers[3 * i + 1];
      targets[i] = (float) numbers[3 * i + 2];
      most = Math.max(most, (int) targets[i]);
    }
    int[] order = IntStream.range(0, size).toArray();
    boolean[] test = Points.heldOut(targets, true, order, share);
    return new Points(
        "drawn", x, y, targets, test, names(most + 1), Points.REACH, Points.plainAxes(), "");
  }

  private static List<String> names(int classes) {
    String[] names = new String[classes];
    Arrays.setAll(names, i -> Integer.toString(i + 1));
    return List.of(names);
  }
}
