package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the page shows of a session.
final class View {
  private final Bench bench;
  private final Passes passes;
  private final int digits;
  private final Steepest steepest;

  View(Bench bench, int digits, Steepest steepest) {
    this.bench = bench;
    this.passes = bench.passes();
    this.digits = digits;
    this.steepest = steepest;
  }

  Map<String, @Nullable Object> state() {
    Snapshot now = bench.now();
    Passes.Place place = now.place();
    DenseExample network = now.network();
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("network", NetworkData.map(network));
    state.put("pristine", network.equals(bench.first()));
    state.put("lossTitle", network.loss().title());
    state.put("descentTitle", network.descent().title());
    state.put("steps", now.steps());
    state.put("updates", bench.presentSteps());
    state.put("lines", place.lines());
    state.put("products", place.products());
    state.put("forwardEnd", passes.end(Section.Part.FEED_FORWARD));
    state.put("backwardEnd", passes.end(Section.Part.BACK_PROPAGATION));
    state.put("all", passes.entries().size());
    state.put("next", bench.updated() ? "forward" : Explanations.partName(passes.part(place)));
    state.put("shown", Explanations.lines(passes, place));
    state.put("slopes", slopes(place));
    state.put("current", current(place));
    if (place.lines() >= passes.end(Section.Part.BACK_PROPAGATION)) {
      state.put("unchanged", Fingerprint.unchanged(network));
    }
    if (bench.updated()) {
      DenseRun after = new DenseRun(passes.walkthrough().after());
      state.put("lossAfter", after.error());
      state.put("outputsAfter", after.outputs(0));
    }
    state.put("history", history());
    return state;
  }

  private Map<String, @Nullable Object> slopes(Passes.Place place) {
    Map<String, @Nullable Object> slopes = new LinkedHashMap<>();
    new ChainRule(bench.network(), passes)
        .slopes(place.lines(), steepest)
        .forEach((out, slope) ->
            slopes.put(out, Map.of("slope", slope.slope(), "share", slope.share())));
    return slopes;
  }

  private @Nullable Object current(Passes.Place place) {
    Explanations explanations = new Explanations(bench.network(), passes);
    if (place.products() > 0) {
      return explanations.of(passes.entries().get(place.lines()), place.products(), false, digits);
    }
    return place.lines() == 0
        ? null
        : explanations.of(passes.entries().get(place.lines() - 1), 0, true, digits);
  }

  private Map<String, @Nullable Object> history() {
    Timeline timeline = bench.timeline();
    List<String> names = bench.timelines().stream().map(Timeline::name).toList();
    return Map.of(
        "index", timeline.index(),
        "size", timeline.size(),
        "label", bench.now().label(),
        "kinds", timeline.kinds(),
        "timelines", names,
        "chosen", bench.chosen());
  }
}
