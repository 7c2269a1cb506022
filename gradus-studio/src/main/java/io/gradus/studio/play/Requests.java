package io.gradus.studio.play;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests that set something, read with their limits.
final class Requests {
  private static final double FARTHEST = 6;

  /// Points of a set that are drawn on its button.
  private static final int SAMPLE = 90;

  /// What the page calls the fields.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("kind", "the kind of points"),
          Map.entry("size", "the number of points"),
          Map.entry("noise", "the noise"),
          Map.entry("classes", "the number of classes"),
          Map.entry("share", "the share held out for the test"),
          Map.entry("points", "the list of points"),
          Map.entry("text", "the table"),
          Map.entry("x", "the column across"),
          Map.entry("y", "the column up"),
          Map.entry("target", "the column to predict"),
          Map.entry("seed", "the seed"));

  static final int MOST_SEED = 1_000_000;

  private final Playground ground;
  private PointMaker.Recipe recipe = Playground.FIRST;
  private @Nullable TableFile file;
  private @Nullable Points drawn;

  Requests(Playground ground) {
    this.ground = ground;
  }

  Map<String, @Nullable Object> answer(String action, Arguments fields) {
    Arguments arguments = fields.called(WORDS);
    return switch (action) {
      case "open" -> open(arguments);
      case "make" -> points(made(arguments));
      case "draw" -> points(drawn(arguments));
      case "table" -> points(columns(arguments));
      case "csv" -> csv(arguments);
      case "configure" -> configure(arguments);
      case "compare" -> compare(arguments);
      case "seed" -> seed(arguments);
      case "reset" -> reset(arguments);
      case "stop" -> stop(arguments);
      case "view" -> view(arguments);
      default -> throw Refusal.unknownAction(action);
    };
  }

  private Map<String, @Nullable Object> open(Arguments arguments) {
    arguments.done();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>(ground.settings());
    answer.put("data", ground.points().map());
    answer.put("recipe", recipe.map());
    answer.put("drawn", drawn == null ? null : drawn.map());
    answer.put("mostSeed", MOST_SEED);
    Map<String, @Nullable Object> small = new LinkedHashMap<>();
    for (String kind : PointMaker.KINDS) {
      double noise = kind.equals("xor") || kind.equals("blobs") ? 0.4 : 0.1;
      int classes = kind.equals("blobs") ? 3 : 2;
      small.put(
          kind, PointMaker.make(new PointMaker.Recipe(kind, SAMPLE, noise, classes, 0, 4)).map());
    }
    answer.put("kinds", small);
    answer.put("activations", Activations.NAMES);
    answer.put("optimizers", PlaySettings.OPTIMIZERS);
    answer.put("grid", PlaneMaps.GRID);
    answer.put("small", PlaneMaps.SMALL);
    return answer;
  }

  private Map<String, @Nullable Object> points(Points points) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("kept", ground.points(points));
    answer.put("data", points.map());
    return answer;
  }

  private static double share(Arguments arguments) {
    return arguments.number("share", 0, 0.9, 0.3);
  }

  private static long wholeSeed(Arguments arguments) {
    return arguments.whole("seed", 0, MOST_SEED);
  }

  private Points made(Arguments arguments) {
    PointMaker.Recipe asked =
        new PointMaker.Recipe(
            arguments.choice("kind", PointMaker.KINDS),
            arguments.whole("size", 4, Points.MOST),
            arguments.number("noise", 0, 2, 0.1),
            arguments.whole("classes", 2, Points.MOST_CLASSES, 2),
            share(arguments),
            wholeSeed(arguments));
    arguments.done();
    recipe = asked;
    return PointMaker.make(asked);
  }

  private Points drawn(Arguments arguments) {
    double[] numbers = arguments.numbers("points", 3 * Points.MOST, -FARTHEST, FARTHEST);
    double share = share(arguments);
    arguments.done();
    if (numbers.length % 3 != 0) {
      throw new Refusal("the list of points holds x, y and class of each, three numbers a point");
    }
    for (int i = 2; i < numbers.length; i += 3) {
      if (numbers[i] != Math.rint(numbers[i])
          || numbers[i] < 0
          || numbers[i] >= Points.MOST_CLASSES) {
        throw new Refusal(
            "a class is a whole number from 0 to %d, and that of point %d is %s"
                .formatted(Points.MOST_CLASSES - 1, i / 3 + 1, numbers[i]));
      }
    }
    Points asked = PointMaker.drawn(numbers, share);
    drawn = asked;
    return asked;
  }

  private Points columns(Arguments arguments) {
    TableFile present = file;
    if (present == null) {
      throw new Refusal("there is no table yet: give its text first");
    }
    String x = arguments.text("x", 1000);
    String y = arguments.text("y", 1000);
    String target = arguments.text("target", 1000);
    double share = share(arguments);
    long seed = wholeSeed(arguments);
    arguments.done();
    return present.points(x, y, target, share, seed);
  }

  private Map<String, @Nullable Object> csv(Arguments arguments) {
    String text = arguments.text("text", TableFile.MOST_TEXT);
    arguments.done();
    TableFile read = TableFile.read(text);
    file = read;
    return Map.of("table", read.map());
  }

  private Map<String, @Nullable Object> configure(Arguments arguments) {
    int run = arguments.whole("run", 0, ground.count() - 1);
    PlaySettings settings = PlaySettings.read(arguments.object("settings"));
    arguments.done();
    return Map.of("kept", ground.configure(run, settings));
  }

  /// With settings: a second run with these, both from the start; without: the first alone.
  private Map<String, @Nullable Object> compare(Arguments arguments) {
    PlaySettings second =
        arguments.has("settings") ? PlaySettings.read(arguments.object("settings")) : null;
    arguments.done();
    ground.compare(second);
    return Map.of();
  }

  private Map<String, @Nullable Object> seed(Arguments arguments) {
    long seed = wholeSeed(arguments);
    arguments.done();
    ground.seed(seed);
    return Map.of();
  }

  private Map<String, @Nullable Object> reset(Arguments arguments) {
    arguments.done();
    ground.reset();
    return Map.of();
  }

  private Map<String, @Nullable Object> stop(Arguments arguments) {
    ground.stop(Stop.read(arguments));
    return Map.of();
  }

  private Map<String, @Nullable Object> view(Arguments arguments) {
    boolean gradients = arguments.flag("gradients", false);
    int assumed = arguments.whole("assumed", -1, Points.MOST_CLASSES - 1, -1);
    int layer = arguments.whole("layer", -1, PlaySettings.MOST_LAYERS, -1);
    int unit = arguments.whole("unit", 0, PlaySettings.MOST_UNITS - 1, 0);
    arguments.done();
    ground.view(new View(gradients, new Assumed(assumed), layer, unit));
    return Map.of();
  }
}
