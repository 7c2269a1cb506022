package io.gradus.studio.optimizers;

import io.gradus.optim.UpdateLine;
import io.gradus.studio.room.Floats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some optimizers, one landscape, one start.
final class Race {
  private final Landscape landscape;
  private final double kappa;
  private final double floor;
  private final List<Racer> racers = new ArrayList<>();

  /// @param kappa of the bowl, if that is the landscape
  Race(Landscape landscape, double kappa, Point start, List<Entry> entries) {
    this.landscape = landscape;
    this.kappa = kappa;
    floor =
        landscape.minima().stream().mapToDouble(p -> landscape.value(p.x(), p.y())).min().orElse(0);
    entries.forEach(entry -> racers.add(new Racer(entry, landscape, start)));
  }

  Landscape landscape() {
    return landscape;
  }

  List<Racer> racers() {
    return racers;
  }

  void runTo(int steps) {
    racers.forEach(racer -> racer.runTo(steps));
  }

  /// How many steps the longest run has.
  int steps() {
    return racers.stream().mapToInt(Racer::steps).max().orElse(0);
  }

  /// All runs, for drawing, and where they ended.
  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", steps());
    map.put("mostSteps", landscape.mostSteps());
    map.put("racers", racers.stream().map(this::trail).toList());
    return map;
  }

  private Map<String, Object> trail(Racer racer) {
    int count = racer.steps() + 1;
    float[] points = new float[2 * count];
    float[] above = new float[count];
    for (int step = 0; step < count; step++) {
      points[2 * step] = (float) racer.point(step).x();
      points[2 * step + 1] = (float) racer.point(step).y();
      above[step] = (float) (racer.value(step) - floor);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("entry", racer.entry().map());
    map.put("title", racer.entry().method().title());
    map.put("citation", racer.entry().optimizer().citation());
    map.put("steps", racer.steps());
    map.put("points", Floats.base64(points));
    map.put("above", Floats.base64(above));
    map.put("diverged", racer.diverged());
    Point end = racer.point(racer.steps());
    map.put("end", List.of(end.x(), end.y()));
    map.put("value", racer.value(racer.steps()));
    map.putAll(nearest(end));
    if (landscape.name().equals("bowl")) {
      map.put("contraction", contraction(racer));
    }
    return map;
  }

  private Map<String, Object> nearest(Point from) {
    Map<String, Object> map = new LinkedHashMap<>();
    double least = Double.POSITIVE_INFINITY;
    for (Point minimum : landscape.minima()) {
      if (from.distance(minimum) < least) {
        least = from.distance(minimum);
        map.put("minimum", List.of(minimum.x(), minimum.y()));
        map.put("distance", least);
      }
    }
    return map;
  }

  private Map<String, @Nullable Object> contraction(Racer racer) {
    Contraction measured = Contraction.of(racer);
    Entry entry = racer.entry();
    Quadratic quadratic = new Quadratic(kappa);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("lastStep", measured.lastStep());
    map.put("average", measured.average());
    @Nullable Double theory =
        switch (entry.method()) {
          case SGD -> (Double) quadratic.radius(entry.rate(), 0);
          case MOMENTUM -> (Double) quadratic.radius(entry.rate(), entry.settings().getFirst());
          case NESTEROV ->
              (Double) quadratic.nesterovRadius(entry.rate(), entry.settings().getFirst());
          default -> null;
        };
    // Only these three are linear on a quadratic, so only they have a factor in the long run.
    map.put("longRun", theory == null ? null : (Double) measured.longRun());
    map.put("theory", theory);
    return map;
  }

  /// What everyone knows and does at a step, and every line of how `chosen` came there.
  ///
  /// @param step of the longest run; runs that ended earlier are shown at their end
  Map<String, Object> moment(int step, int chosen, int axis, int digits) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Racer racer : racers) {
      rows.add(row(racer, Math.min(step, racer.steps()), axis, digits, rows.size() == chosen));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", step);
    map.put("rows", rows);
    Racer racer = racers.get(chosen);
    int from = Math.max(0, Math.min(step, racer.steps()) - 1);
    Point at = racer.point(from);
    map.put("surface", landscape.lines(at.x(), at.y(), digits));
    return map;
  }

  private Map<String, Object> row(Racer racer, int step, int axis, int digits, boolean told) {
    Map<String, Object> map = new LinkedHashMap<>();
    Point at = racer.point(step);
    map.put("step", step);
    map.put("point", List.of(at.x(), at.y()));
    map.put("value", racer.value(step));
    map.put("gradient", racer.gradient(step));
    map.put("diverged", racer.diverged() && step == racer.steps());
    map.putAll(nearest(at));
    if (step > 0) {
      Racer.Moment moment = racer.moment(step, axis, digits);
      map.put("change", moment.change());
      map.put("effectiveRate", new double[] {moment.effectiveRate(0), moment.effectiveRate(1)});
      map.put("state", moment.state());
      if (told) {
        map.put("lines", moment.lines().stream().map(Race::line).toList());
      }
    }
    return map;
  }

  private static Map<String, Object> line(UpdateLine line) {
    return Map.of(
        "target", line.target(),
        "latex", line.latex(),
        "latexNumbers", line.latexNumbers(),
        "numbers", line.numbers(),
        "value", line.value());
  }
}
