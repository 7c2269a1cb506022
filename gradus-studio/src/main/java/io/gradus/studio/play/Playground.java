package io.gradus.studio.play;

import io.gradus.exec.Engine;
import io.gradus.exec.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The points and the one or two runs that learn them, step by step; who calls it sees to threads.
final class Playground {
  // Small networks gain nothing from more threads, and other rooms keep theirs.
  private final Engine engine = new Engine(Engine.shared().kernels(), new Workers(1));
  private final List<PlayRun> runs = new ArrayList<>();
  private Points points = PointMaker.make(FIRST);
  private List<PlaySettings> settings = List.of(PlaySettings.preset());
  private long seed = 1;
  private Stop stop = Stop.NEVER;
  private View view = View.DECISION;

  /// The points that the room opens with.
  static final PointMaker.Recipe FIRST = new PointMaker.Recipe("spirals", 400, 0.08, 2, 0.3, 1);

  Playground() {
    reset();
  }

  /// Begins anew from the same weights.
  final void reset() {
    runs.clear();
    if (learnable()) {
      settings.forEach(each -> runs.add(new PlayRun(engine, points, each, seed)));
    }
  }

  /// Whether there is a point to learn from.
  private boolean learnable() {
    return points.heldCount() < points.size();
  }

  /// Begins anew from the weights of another seed.
  void seed(long other) {
    seed = other;
    reset();
  }

  Points points() {
    return points;
  }

  /// Takes other points; the runs go on with them.
  String points(Points other) {
    points = other;
    if (!learnable()) {
      runs.clear();
      return "";
    }
    if (runs.isEmpty()) {
      reset();
      return "";
    }
    String kept = "";
    for (PlayRun run : runs) {
      kept = run.learn(points);
    }
    return kept;
  }

  /// Changes what a run learns with; it goes on.
  String configure(int index, PlaySettings other) {
    List<PlaySettings> changed = new ArrayList<>(settings);
    changed.set(index, other);
    settings = List.copyOf(changed);
    return runs.isEmpty() ? "" : runs.get(index).configure(other);
  }

  /// How many runs there are, whether or not there are points for them.
  int count() {
    return settings.size();
  }

  /// Two runs from one seed, or the first alone. Both begin anew when a second one comes, so that
  /// nothing but their settings differs.
  void compare(@Nullable PlaySettings second) {
    settings = second == null ? List.of(settings.getFirst()) : List.of(settings.getFirst(), second);
    if (second == null) {
      runs.subList(Math.min(1, runs.size()), runs.size()).clear();
    } else {
      reset();
    }
  }

  void stop(Stop other) {
    stop = other;
    runs.forEach(PlayRun::forgetStop);
  }

  void view(View other) {
    view = other;
  }

  /// One step of every run that has not ended; false when all have.
  boolean step() {
    boolean going = false;
    for (PlayRun run : runs) {
      if (!run.ended()) {
        run.step();
        run.check(stop);
        going |= !run.ended();
      }
    }
    return going;
  }

  /// Whether a run may go on.
  boolean ready() {
    return runs.stream().anyMatch(run -> !run.ended());
  }

  /// A run that stopped where it should may be sent on from there.
  void goOn() {
    if (runs.stream().allMatch(run -> run.problem() != null || run.ended())) {
      stop = Stop.NEVER;
      runs.forEach(PlayRun::forgetStop);
    }
  }

  List<PlayRun> runs() {
    return runs;
  }

  /// What is set, for the page and for its links.
  Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("seed", seed);
    map.put("runs", settings.stream().map(PlaySettings::map).toList());
    map.put("stop", Map.of("kind", stop.kind(), "value", stop.value()));
    return map;
  }

  /// What the page draws.
  List<Map<String, @Nullable Object>> frames(boolean withHistory) {
    List<Map<String, @Nullable Object>> frames = new ArrayList<>();
    for (PlayRun run : runs) {
      frames.add(run.frame(view, withHistory));
    }
    return frames;
  }
}
