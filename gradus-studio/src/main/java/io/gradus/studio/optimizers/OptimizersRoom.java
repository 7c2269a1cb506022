package io.gradus.studio.optimizers;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The room of the optimizers: it answers with surfaces, races, moments of races, rates, the phase
/// plot and the search for a rate.
///
/// Everything is computed when it is asked for, in less than a second; the room has no thread.
public final class OptimizersRoom implements Room {
  private static final int MOST_RACERS = 6;
  private static final int MOST_STEPS = 10_000;
  private static final double MOST_KAPPA = 1000;
  private static final List<String> SLICES = List.of("trained", "initial");
  private static final List<String> SURFACES = all();

  private @Nullable Race race;
  private @Nullable Cut cut;

  /// The slice that was made last, with the seed that it was made from.
  private record Cut(NetworkSlice slice, long seed) {}

  /// @param outlet not used: this room says nothing unasked
  public OptimizersRoom(Outlet outlet) {}

  private static List<String> all() {
    List<String> names = new ArrayList<>(Surfaces.NAMES);
    names.addAll(SLICES);
    return List.copyOf(names);
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    return switch (action) {
      case "catalog" -> catalog(arguments);
      case "surface" -> surface(arguments);
      case "race" -> race(arguments);
      case "advance" -> advance(arguments);
      case "moment" -> moment(arguments);
      case "rates" -> rates(arguments);
      case "phase" -> phase(arguments);
      case "cell" -> cell(arguments);
      case "finder" -> new LinkedHashMap<>(Finder.run(FinderSettings.read(arguments)));
      default -> throw Refusal.unknownAction(action);
    };
  }

  private static Map<String, @Nullable Object> catalog(Arguments arguments) {
    arguments.done();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("methods", Arrays.stream(Method.values()).map(OptimizersRoom::method).toList());
    map.put("presets", Presets.all().stream().map(Presets.Preset::map).toList());
    map.put("mostRacers", MOST_RACERS);
    map.put("leastRate", Method.LEAST_RATE);
    map.put("mostRate", Method.MOST_RATE);
    map.put("mostKappa", MOST_KAPPA);
    map.put("data", FinderSettings.DATA);
    return map;
  }

  private static Map<String, Object> method(Method method) {
    List<Map<String, Object>> settings = new ArrayList<>();
    for (Method.Setting s : method.settings()) {
      settings.add(
          Map.of("name", s.name(), "low", s.low(), "high", s.high(), "standard", s.standard()));
    }
    return Map.of(
        "name", Entry.name(method),
        "title", method.title(),
        "rate", method.rate(),
        "settings", settings);
  }

  private static double kappa(Arguments arguments) {
    return arguments.number("kappa", 1, MOST_KAPPA, 10);
  }

  private Landscape landscape(Arguments arguments) {
    String name = arguments.choice("surface", SURFACES);
    int seed = arguments.whole("seed", 0, 1_000_000, 1);
    if (!SLICES.contains(name)) {
      return Surfaces.named(name, kappa(arguments));
    }
    if (cut == null || cut.seed() != seed || !cut.slice().name().equals(name)) {
      cut = new Cut(NetworkSlice.around(name.equals("trained"), seed), seed);
    }
    return cut.slice();
  }

  private Map<String, @Nullable Object> surface(Arguments arguments) {
    Landscape landscape = landscape(arguments);
    double kappa = kappa(arguments);
    arguments.done();
    Box box = landscape.box();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", landscape.name());
    map.put("title", landscape.title());
    map.put("note", landscape.note());
    map.put("latex", landscape.latex());
    map.put("box", List.of(box.left(), box.right(), box.bottom(), box.top()));
    map.put("start", List.of(landscape.start().x(), landscape.start().y()));
    map.put("kappa", kappa);
    map.put("minima", landscape.minima().stream().map(p -> List.of(p.x(), p.y())).toList());
    map.put("mostSteps", landscape.mostSteps());
    map.put("field", Field.of(landscape).map());
    return map;
  }

  private Map<String, @Nullable Object> race(Arguments arguments) {
    Landscape landscape = landscape(arguments);
    Box box = landscape.box();
    Point start =
        new Point(
            arguments.number("x", box.left(), box.right()),
            arguments.number("y", box.bottom(), box.top()));
    int steps = arguments.whole("steps", 0, MOST_STEPS);
    List<Entry> entries =
        arguments.objects("racers", MOST_RACERS).stream().map(Entry::read).toList();
    double kappa = kappa(arguments);
    arguments.done();
    if (entries.isEmpty()) {
      throw new Refusal("a race needs at least one optimizer: add one");
    }
    Race now = new Race(landscape, kappa, start, entries);
    race = now;
    now.runTo(steps);
    return new LinkedHashMap<>(now.map());
  }

  private Race running() {
    if (race == null) {
      throw new Refusal("there is no race yet: start one");
    }
    return race;
  }

  private Map<String, @Nullable Object> advance(Arguments arguments) {
    int to = arguments.whole("to", 0, MOST_STEPS);
    arguments.done();
    Race now = running();
    now.runTo(to);
    return new LinkedHashMap<>(now.map());
  }

  private Map<String, @Nullable Object> moment(Arguments arguments) {
    Race now = running();
    int step = arguments.whole("step", 0, now.steps());
    int chosen = arguments.whole("racer", 0, now.racers().size() - 1);
    int axis = arguments.whole("axis", 0, 1, 0);
    int digits = arguments.whole("digits", 2, 17, 4);
    arguments.done();
    return new LinkedHashMap<>(now.moment(step, chosen, axis, digits));
  }

  private static Map<String, @Nullable Object> rates(Arguments arguments) {
    double[] kappas = arguments.numbers("kappas", 4, 1.01, MOST_KAPPA);
    arguments.done();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("rows", Arrays.stream(kappas).mapToObj(Rates::of).toList());
    return map;
  }

  private static Map<String, @Nullable Object> phase(Arguments arguments) {
    double at = arguments.number("kappa", 1.01, MOST_KAPPA);
    int columns = arguments.whole("columns", 8, 256, 120);
    int rows = arguments.whole("rows", 8, 256, 80);
    arguments.done();
    return new LinkedHashMap<>(PhasePlot.of(at, columns, rows).map());
  }

  private static Map<String, @Nullable Object> cell(Arguments arguments) {
    double at = arguments.number("kappa", 1.01, MOST_KAPPA);
    double rate = arguments.number("rate", Method.LEAST_RATE, PhasePlot.mostRate(at));
    double beta = arguments.number("beta", 0, 0.999999);
    int steps = arguments.whole("steps", 4, 200, 60);
    arguments.done();
    return new LinkedHashMap<>(Rates.cell(at, rate, beta, steps));
  }
}
