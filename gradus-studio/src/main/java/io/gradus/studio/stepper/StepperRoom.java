package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.Section;
import io.gradus.explain.WorkedExamples;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stepper: feed-forward, back-propagation and update of a small network, as far at a time as
/// the reader likes, with undo, forks and edits.
public final class StepperRoom implements Room {
  private static final int MOST_TIMELINES = 4;
  private static final int DIGITS = 6;
  private static final int MOST_STEPS = 10_000;

  private final List<Timeline> timelines = new ArrayList<>();
  private int chosen;
  private DenseExample known = WorkedExamples.mazur();
  private Passes passes = new Passes(known);

  public StepperRoom() {
    begin(known, "opened");
  }

  private void begin(DenseExample network, String label) {
    timelines.clear();
    timelines.add(new Timeline("A", new Snapshot(network, new Passes.Place(0, 0), 0, label)));
    chosen = 0;
  }

  private Timeline timeline() {
    return timelines.get(chosen);
  }

  private Snapshot now() {
    return timeline().now();
  }

  private Passes passes() {
    return passesOf(now().network());
  }

  private Passes passesOf(DenseExample network) {
    if (!network.equals(known)) {
      known = network;
      passes = new Passes(network);
    }
    return passes;
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    return switch (action) {
      case "catalog" -> {
        arguments.done();
        yield Map.of(
            "examples",
            WorkedExamples.names(),
            "activations",
            List.copyOf(Networks.ACTIVATIONS.keySet()),
            "formats",
            Exports.FORMATS,
            "mostWeights",
            Networks.MOST_WEIGHTS);
      }
      case "explain" -> explain(arguments);
      case "compare" -> compare(arguments);
      case "matrix" -> {
        arguments.done();
        yield Map.of("rows", new Matrices(now().network(), passes()).rows(now().place()));
      }
      case "check" -> check(arguments);
      case "export" -> export(arguments);
      case "link" -> link(arguments);
      default -> {
        change(action, arguments);
        arguments.done();
        yield state();
      }
    };
  }

  private void change(String action, Arguments arguments) {
    switch (action) {
      case "state" -> {}
      case "open" -> open(arguments);
      case "restore" -> restore(arguments);
      case "press" -> press(arguments);
      case "edit" -> edit(arguments);
      case "run" -> run(arguments.whole("count", 1, MOST_STEPS));
      case "undo" -> timeline().go(Math.max(0, timeline().index() - 1));
      case "redo" -> timeline().go(Math.min(timeline().size() - 1, timeline().index() + 1));
      case "go" -> timeline().go(arguments.whole("moment", 0, timeline().size() - 1));
      case "reset" -> reset();
      case "fork" -> fork();
      case "timeline" -> chosen = arguments.whole("index", 0, timelines.size() - 1);
      default -> throw Refusal.unknownAction(action);
    }
  }

  private void open(Arguments arguments) {
    if (arguments.has("example")) {
      begin(Networks.worked(arguments.choice("example", WorkedExamples.names())), "opened");
      return;
    }
    int[] sizes = arguments.wholes("sizes", 7, 1, 1000);
    String hidden = arguments.text("hidden", 20);
    String output = arguments.text("output", 20);
    begin(Networks.own(sizes, hidden, output, arguments.whole("seed", 0, 1_000_000)), "opened");
  }

  private void restore(Arguments arguments) {
    DenseExample network = Networks.read(arguments.object("network"));
    int steps = arguments.whole("steps", 0, Integer.MAX_VALUE);
    Passes there = passesOf(network);
    int lines = arguments.whole("lines", 0, there.entries().size());
    int products = arguments.whole("products", 0, 1000);
    boolean within =
        products == 0
            || lines < there.entries().size()
                && products < Passes.terms(there.entries().get(lines).line().formula()).size();
    if (!within) {
      throw new Refusal("the link names product " + products + " of a line that has fewer");
    }
    begin(network, "opened");
    Snapshot first = new Snapshot(network, new Passes.Place(0, 0), steps, "opened");
    timelines.set(0, new Timeline("A", first));
    if (lines + products > 0) {
      timeline().add(first.at(new Passes.Place(lines, products), "as in the link"));
    }
  }

  /// The network as the next step finds it: updated, if the update is done.
  private DenseExample present() {
    return updated() ? passes().walkthrough().after() : now().network();
  }

  private boolean updated() {
    return now().place().lines() == passes().entries().size();
  }

  private int presentSteps() {
    return now().steps() + (updated() ? 1 : 0);
  }

  private void press(Arguments arguments) {
    String name = arguments.choice("part", List.of("forward", "backward", "update"));
    Passes.Grain grain =
        Passes.Grain.valueOf(
            arguments
                .choice("grain", List.of("pass", "layer", "neuron", "product"))
                .toUpperCase(Locale.ROOT));
    Section.Part asked =
        switch (name) {
          case "forward" -> Section.Part.FEED_FORWARD;
          case "backward" -> Section.Part.BACK_PROPAGATION;
          default -> Section.Part.OPTIMIZER;
        };
    Snapshot from = now();
    if (asked == Section.Part.FEED_FORWARD
        && (updated() || passes().part(from.place()) != Section.Part.FEED_FORWARD)) {
      from = new Snapshot(present(), new Passes.Place(0, 0), presentSteps(), "");
    } else if (passes().part(from.place()) != asked || updated()) {
      throw new Refusal(
          asked == Section.Part.BACK_PROPAGATION
              ? "back-propagation starts from a finished feed-forward: press ▶ first"
              : "the optimizer needs all gradients: press ◀ first");
    }
    Passes.Place next = passesOf(from.network()).next(from.place(), grain);
    timeline().add(from.at(next, asked.title()));
  }

  private void edit(Arguments arguments) {
    String symbol = arguments.text("symbol", 20);
    double value = arguments.number("value", -Edits.LARGEST, Edits.LARGEST);
    if (symbol.equals("rate") && value < 0) {
      throw new Refusal("a learning rate is 0 or more: below it the loss would be climbed");
    }
    DenseExample changed = Edits.with(present(), symbol, value);
    timeline()
        .add(new Snapshot(changed, new Passes.Place(0, 0), presentSteps(), symbol + " = " + value));
  }

  private void run(int count) {
    DenseRun run = new DenseRun(present());
    int steps = presentSteps();
    run.update(count);
    DenseExample after = run.example();
    int end = passesOf(after).end(Section.Part.FEED_FORWARD);
    timeline()
        .add(
            new Snapshot(
                after,
                new Passes.Place(end, 0),
                steps + count,
                count == 1 ? "1 step" : count + " steps"));
  }

  private void reset() {
    Snapshot first = timeline().at(0);
    timeline().add(new Snapshot(first.network(), new Passes.Place(0, 0), first.steps(), "reset"));
  }

  private void fork() {
    if (timelines.size() == MOST_TIMELINES) {
      throw new Refusal("there are " + MOST_TIMELINES + " forks already");
    }
    String name = String.valueOf((char) ('A' + timelines.size()));
    Timeline fork = new Timeline(name, timeline().at(0));
    for (int i = 1; i <= timeline().index(); i++) {
      fork.add(timeline().at(i));
    }
    timelines.add(fork);
    chosen = timelines.size() - 1;
  }

  private Map<String, @Nullable Object> explain(Arguments arguments) {
    String symbol = arguments.text("symbol", 40);
    arguments.done();
    return new Explanations(now().network(), passes()).named(symbol, now().place(), DIGITS);
  }

  /// Two moments of a timeline, or the present moments of two timelines, number by number.
  private Map<String, @Nullable Object> compare(Arguments arguments) {
    Snapshot one;
    Snapshot other;
    if (arguments.has("timelines")) {
      int[] both = arguments.wholes("timelines", 2, 0, timelines.size() - 1);
      if (both.length != 2) {
        throw new Refusal("\"timelines\" must name two");
      }
      one = timelines.get(both[0]).now();
      other = timelines.get(both[1]).now();
    } else {
      one = timeline().at(arguments.whole("from", 0, timeline().size() - 1));
      other = timeline().at(arguments.whole("to", 0, timeline().size() - 1));
    }
    arguments.done();
    return Comparison.of(one, other);
  }

  private Map<String, @Nullable Object> check(Arguments arguments) {
    arguments.done();
    DenseRun.Check check = new DenseRun(now().network()).check(1e-4);
    return Map.of(
        "error", check.error(),
        "worst", check.worst(),
        "compared", check.compared(),
        "h", check.h());
  }

  private Map<String, @Nullable Object> export(Arguments arguments) {
    String format = arguments.choice("format", Exports.FORMATS);
    arguments.done();
    return Map.of("text", Exports.write(format, now().network()), "file", Exports.file(format));
  }

  /// What a link needs to bring this moment back.
  private Map<String, @Nullable Object> link(Arguments arguments) {
    arguments.done();
    return Map.of(
        "network", Networks.map(now().network()),
        "steps", now().steps(),
        "lines", now().place().lines(),
        "products", now().place().products());
  }

  private Map<String, @Nullable Object> state() {
    Snapshot snapshot = now();
    Passes here = passes();
    Passes.Place place = snapshot.place();
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("network", Networks.map(snapshot.network()));
    state.put("steps", snapshot.steps());
    state.put("lines", place.lines());
    state.put("products", place.products());
    state.put("forwardEnd", here.end(Section.Part.FEED_FORWARD));
    state.put("backwardEnd", here.end(Section.Part.BACK_PROPAGATION));
    state.put("all", here.entries().size());
    state.put("next", updated() ? "forward" : Explanations.partName(here.part(place)));
    state.put("shown", Explanations.lines(here, place));
    state.put("current", current(here, place));
    if (place.lines() >= here.end(Section.Part.BACK_PROPAGATION)) {
      state.put("unchanged", Fingerprint.unchanged(snapshot.network()));
    }
    if (updated()) {
      state.put("lossAfter", new DenseRun(here.walkthrough().after()).error());
    }
    state.put("history", history());
    return state;
  }

  private @Nullable Object current(Passes here, Passes.Place place) {
    Explanations explanations = new Explanations(now().network(), here);
    if (place.products() > 0) {
      return explanations.of(here.entries().get(place.lines()), place.products(), false, DIGITS);
    }
    return place.lines() == 0
        ? null
        : explanations.of(here.entries().get(place.lines() - 1), 0, true, DIGITS);
  }

  private Map<String, @Nullable Object> history() {
    List<String> names = timelines.stream().map(Timeline::name).toList();
    return Map.of(
        "index", timeline().index(),
        "size", timeline().size(),
        "label", now().label(),
        "timelines", names,
        "chosen", chosen);
  }
}
