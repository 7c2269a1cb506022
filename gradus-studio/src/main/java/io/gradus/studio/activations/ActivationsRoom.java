package io.gradus.studio.activations;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Floats;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The room of the activation functions: it answers with the gallery, a curve, the numbers at one
/// place, a batch of sums, and a signal through many layers.
///
/// Everything is computed when it is asked for, in about a second at most; the room has no thread
/// and keeps nothing.
public final class ActivationsRoom implements Room {
  private static final double LOW = -6;
  private static final double HIGH = 6;
  private static final int POINTS = 1201;
  private static final int MINIATURE = 121;
  private static final int HISTOGRAM_BINS = 48;
  private static final double FARTHEST = 1000;
  private static final int MOST_LAYERS = 20;
  private static final String NOT_HIDDEN =
      "softmax belongs after the last layer, where it makes probabilities; choose a function of"
          + " one sum";

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    return switch (action) {
      case "gallery" -> gallery(arguments);
      case "curve" -> curve(arguments);
      case "at" -> at(arguments);
      case "batch" -> batch(arguments);
      case "depth" -> depth(arguments);
      default -> throw Refusal.unknownAction(action);
    };
  }

  private static Map<String, @Nullable Object> gallery(Arguments arguments) {
    arguments.done();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("low", LOW);
    map.put("high", HIGH);
    map.put("starts", Arrays.stream(Start.values()).map(Start::map).toList());
    map.put("data", Hidden.DATA);
    map.put("mostSteps", Hidden.MOST_STEPS);
    map.put("mostLayers", MOST_LAYERS);
    List<Map<String, Object>> cards = new ArrayList<>();
    for (Definition definition : Definitions.list()) {
      Map<String, Object> card = new LinkedHashMap<>(definition.map());
      Curve curve = definition.standard();
      card.put("notHidden", curve instanceof FormulaCurve ? "" : NOT_HIDDEN);
      card.putAll(CurveView.map(curve, curve.sample(Samples.grid(LOW, HIGH, MINIATURE))));
      cards.add(card);
    }
    map.put("cards", cards);
    return map;
  }

  private static Curve read(Arguments arguments) {
    Definition definition = Definitions.read(arguments);
    return definition.maker().apply(Parameter.read(arguments, definition.parameters()));
  }

  /// The curve, for what happens between layers: there softmax, which needs a whole layer, has no
  /// place.
  private static FormulaCurve readHidden(Arguments arguments) {
    if (read(arguments) instanceof FormulaCurve curve) {
      return curve;
    }
    throw new Refusal(NOT_HIDDEN);
  }

  private static Map<String, @Nullable Object> curve(Arguments arguments) {
    Curve curve = read(arguments);
    double low = arguments.number("low", -FARTHEST, FARTHEST, LOW);
    double high = arguments.number("high", -FARTHEST, FARTHEST, HIGH);
    int points = arguments.whole("points", 3, 2401, POINTS);
    arguments.done();
    if (!(low < high)) {
      throw new Refusal("\"low\" must be below \"high\"");
    }
    return new LinkedHashMap<>(CurveView.map(curve, curve.sample(Samples.grid(low, high, points))));
  }

  private static Map<String, @Nullable Object> at(Arguments arguments) {
    Curve curve = read(arguments);
    double z = arguments.number("z", -FARTHEST, FARTHEST);
    int digits = arguments.whole("digits", 2, 17, 4);
    arguments.done();
    Samples here = curve.sample(z);
    double limit = Zone.limit(curve.sample(Samples.grid(LOW, HIGH, POINTS)));
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("z", z);
    map.put("value", here.value()[0]);
    map.put("slope", here.slope()[0]);
    map.put("zone", Zone.word(Zone.kind(here.slope()[0], limit)));
    List<Map<String, Object>> others = new ArrayList<>();
    for (Samples.Other other : here.others()) {
      others.add(Map.of("latex", other.latex(), "value", other.numbers()[0]));
    }
    map.put("others", others);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Curve.Substituted line : curve.substituted(z, digits)) {
      lines.add(
          Map.of("symbol", line.symbol(), "latexNumbers", line.right(), "value", line.value()));
    }
    map.put("lines", lines);
    return map;
  }

  private static Map<String, @Nullable Object> batch(Arguments arguments) {
    FormulaCurve curve = readHidden(arguments);
    String data = arguments.choice("data", Hidden.DATA);
    Start start = Start.of(arguments.choice("start", Start.keys()));
    double rate = arguments.number("rate", 1e-6, 100, 0.1);
    int steps = arguments.whole("steps", 0, Hidden.MOST_STEPS, 0);
    int seed = arguments.whole("seed", 0, 1_000_000, 1);
    arguments.done();
    Hidden hidden = Hidden.of(curve, data, start, rate, steps, seed);
    Samples samples = curve.sample(hidden.sums());
    double limit = Zone.limit(curve.sample(Samples.grid(LOW, HIGH, POINTS)));
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("z", Floats.base64(samples.z()));
    map.put("a", Floats.base64(samples.value()));
    map.put("count", samples.z().length);
    map.put("neurons", Hidden.NEURONS);
    map.put("samples", Hidden.SAMPLES);
    map.put("zHistogram", Histogram.of(samples.z(), LOW, HIGH, HISTOGRAM_BINS));
    map.put("meanZ", Histogram.mean(samples.z()));
    map.put("deviationZ", Histogram.deviation(samples.z()));
    map.put("meanA", Histogram.mean(samples.value()));
    map.put("deviationA", Histogram.deviation(samples.value()));
    map.put("saturated", share(samples, limit, Zone.Kind.SATURATED));
    map.put("shut", share(samples, limit, Zone.Kind.NO_GRADIENT));
    map.put("beyond", beyond(samples.z()));
    map.put("dead", hidden.dead(samples.slope()));
    double[] range = curve.sample(Samples.grid(LOW, HIGH, POINTS)).range(Samples.Among.VALUES);
    map.put("aLow", range[0]);
    map.put("aHigh", range[1]);
    map.put("aHistogram", Histogram.of(samples.value(), range[0], range[1], HISTOGRAM_BINS));
    map.put("losses", hidden.losses());
    return map;
  }

  private static double share(Samples samples, double limit, Zone.Kind kind) {
    long count =
        Arrays.stream(samples.slope()).filter(slope -> Zone.kind(slope, limit) == kind).count();
    return (double) count / samples.z().length;
  }

  private static double beyond(double[] z) {
    return (double) Arrays.stream(z).filter(each -> each < LOW || each > HIGH).count() / z.length;
  }

  private static Map<String, @Nullable Object> depth(Arguments arguments) {
    FormulaCurve curve = readHidden(arguments);
    int layers = arguments.whole("layers", 1, MOST_LAYERS, 10);
    int width = arguments.whole("width", 2, 100, 64);
    Start start = Start.of(arguments.choice("start", Start.keys()));
    int seed = arguments.whole("seed", 0, 1_000_000, 1);
    arguments.done();
    Samples samples = curve.sample(Samples.grid(LOW, HIGH, POINTS));
    double most = Math.abs(samples.slope()[samples.steepest()]);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("layers", layers);
    map.put("width", width);
    map.put("mostSlope", most);
    map.put("mostSlopeProduct", StrictMath.pow(most, layers));
    map.putAll(new DepthView(Depth.of(curve, layers, width, start, seed)).map());
    return map;
  }
}
