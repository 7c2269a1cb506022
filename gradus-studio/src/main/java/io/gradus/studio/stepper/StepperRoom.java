package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseLoss;
import io.gradus.explain.DenseRun;
import io.gradus.explain.Descent;
import io.gradus.explain.Sample;
import io.gradus.explain.Section;
import io.gradus.explain.WorkedExamples;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The stepper: feed-forward, back-propagation and update of a small network, as far at a time as
/// the reader likes, with undo, forks and edits.
public final class StepperRoom implements Room {
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_DIGITS = 17;
  private static final String MODEL = "model";

  /// What the page calls the fields that its reader fills in.
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("sizes", "the sizes"),
          Map.entry("hidden", "the activation of the hidden layers"),
          Map.entry("output", "the activation of the output layer"),
          Map.entry("seed", "the seed"),
          Map.entry("value", "the number"),
          Map.entry("text", "the sample"),
          Map.entry("count", "the number of steps"),
          Map.entry("digits", "the number of digits"),
          Map.entry("index", "the number of the sample"));

  private Optional<ModelFile> model = Optional.empty();
  private final Steepest steepest = new Steepest();
  private Bench bench = new Bench(WorkedExamples.mazur());
  private Map<String, @Nullable Object> origin = Map.of("example", "mazur");
  private String note = "";

  /// A network and how a link names it.
  private record Opened(DenseExample network, Map<String, @Nullable Object> origin) {
    /// Named by all its numbers.
    static Opened whole(DenseExample network) {
      return new Opened(network, Map.of("network", NetworkData.map(network)));
    }
  }

  public StepperRoom() {
    this(Optional.empty());
  }

  /// @param file a saved model to show first; the page says so where it is not one of dense layers
  public StepperRoom(Optional<Path> file) {
    if (file.isPresent()) {
      try {
        ModelFile read = ModelFile.read(file.get());
        model = Optional.of(read);
        begin(Opened.whole(read.network()));
      } catch (Refusal refusal) {
        note = refusal.reason();
      }
    }
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments fields) {
    Arguments arguments = fields.called(WORDS);
    return switch (action) {
      case "catalog" -> catalog(arguments);
      case "explain" -> explain(arguments);
      case "compare" -> compare(arguments);
      case "matrix" -> matrix(arguments);
      case "check" -> check(arguments);
      case "export" -> export(arguments);
      default -> {
        int digits = arguments.whole("digits", 1, MOST_DIGITS, 9);
        change(action, arguments);
        Map<String, @Nullable Object> state = new View(bench, digits, steepest).state();
        state.put("origin", origin);
        state.put("ofModel", ofModel());
        state.put("madeUp", madeUp());
        yield state;
      }
    };
  }

  private boolean ofModel() {
    return model.isPresent() && model.get().is(bench.network());
  }

  /// Whether the sample is nobody's: neither of a worked example nor given by the reader.
  private boolean madeUp() {
    List<Sample> samples = bench.network().samples();
    return ofModel()
        ? samples.equals(model.get().network().samples())
        : origin.containsKey("sizes") && samples.equals(bench.first().samples());
  }

  private Map<String, @Nullable Object> catalog(Arguments arguments) {
    arguments.done();
    Map<String, @Nullable Object> catalog = new LinkedHashMap<>();
    catalog.put("examples", WorkedExamples.names());
    catalog.put("activations", List.copyOf(Networks.ACTIVATIONS.keySet()));
    catalog.put("losses", titled(DenseLoss.values(), DenseLoss::title));
    catalog.put("descents", titled(Descent.values(), Descent::title));
    catalog.put("formats", Exports.FORMATS);
    catalog.put("mostWeights", Networks.MOST_WEIGHTS);
    catalog.put(MODEL, model.map(ModelFile::name).orElse(""));
    catalog.put("columns", model.map(ModelFile::columns).orElse(List.of()));
    catalog.put("note", note);
    return catalog;
  }

  private static <E extends Enum<E>> List<List<String>> titled(
      E[] values, Function<E, String> title) {
    return Arrays.stream(values).map(value -> List.of(value.name(), title.apply(value))).toList();
  }

  /// Every action reads all of its fields before it changes anything: what is refused changes
  /// nothing.
  private void change(String action, Arguments arguments) {
    switch (action) {
      case "open" -> begin(opened(arguments));
      case "restore" -> restore(arguments);
      case "press" -> press(arguments);
      case "edit" -> edit(arguments);
      case "settings" -> settings(arguments);
      case "sample" -> sample(arguments);
      case "removeSample" -> {
        int index = arguments.whole("index", 0, bench.network().samples().size() - 1);
        arguments.done();
        bench.change(network -> Networks.withoutSample(network, index), "one sample less");
      }
      case "run" -> {
        int count = arguments.whole("count", 1, MOST_STEPS);
        arguments.done();
        bench.run(count);
      }
      case "go" -> {
        int moment = arguments.whole("moment", 0, bench.timeline().size() - 1);
        arguments.done();
        bench.timeline().go(moment);
      }
      case "timeline" -> {
        int index = arguments.whole("index", 0, bench.timelines().size() - 1);
        arguments.done();
        bench.choose(index);
      }
      default -> {
        arguments.done();
        change(action);
      }
    }
  }

  private void change(String action) {
    Timeline timeline = bench.timeline();
    switch (action) {
      case "state" -> {}
      case "addSample" -> bench.change(Networks::withSample, "one sample more");
      case "undo" -> timeline.go(Math.max(0, timeline.index() - 1));
      case "redo" -> timeline.go(Math.min(timeline.size() - 1, timeline.index() + 1));
      case "reset" -> bench.reset();
      case "fork" -> bench.fork();
      default -> throw Refusal.unknownAction(action);
    }
  }

  private void begin(Opened opened) {
    bench = new Bench(opened.network());
    origin = opened.origin();
  }

  private Opened opened(Arguments arguments) {
    if (arguments.has("example")) {
      String name = arguments.choice("example", WorkedExamples.names());
      arguments.done();
      return new Opened(Networks.worked(name), Map.of("example", name));
    }
    if (arguments.flag(MODEL, false)) {
      arguments.done();
      // A link has the weights in it: the file may not be there where it is opened.
      return Opened.whole(
          model.orElseThrow(() -> new Refusal("the studio was opened without a model")).network());
    }
    if (arguments.has("network")) {
      Arguments network = arguments.object("network");
      arguments.done();
      return Opened.whole(NetworkData.read(network));
    }
    int[] sizes = arguments.wholes("sizes", Networks.MOST_LAYERS + 1, 1, 1000);
    String hidden = arguments.text("hidden", 20);
    String output = arguments.text("output", 20);
    int seed = arguments.whole("seed", 0, 1_000_000);
    arguments.done();
    List<Integer> list = Arrays.stream(sizes).boxed().toList();
    return new Opened(
        Networks.own(sizes, hidden, output, seed),
        Map.of("sizes", list, "hidden", hidden, "output", output, "seed", seed));
  }

  private void restore(Arguments arguments) {
    Arguments from = arguments.object("open");
    Arguments changed = arguments.has("network") ? arguments.object("network") : null;
    int steps = arguments.whole("steps", 0, Integer.MAX_VALUE);
    int lines = arguments.whole("lines", 0, Integer.MAX_VALUE);
    int products = arguments.whole("products", 0, Integer.MAX_VALUE);
    arguments.done();
    Opened opened = opened(from);
    Bench restored = new Bench(opened.network());
    DenseExample network = changed == null ? opened.network() : NetworkData.read(changed);
    restored.restore(network, steps, lines, products);
    bench = restored;
    origin = opened.origin();
  }

  private void press(Arguments arguments) {
    Section.Part part =
        switch (arguments.choice("part", List.of("forward", "backward", "update"))) {
          case "forward" -> Section.Part.FEED_FORWARD;
          case "backward" -> Section.Part.BACK_PROPAGATION;
          default -> Section.Part.OPTIMIZER;
        };
    List<String> grains = List.of("pass", "layer", "neuron", "product");
    String grain = arguments.choice("grain", grains).toUpperCase(Locale.ROOT);
    arguments.done();
    bench.press(part, Passes.Grain.valueOf(grain));
  }

  private void edit(Arguments arguments) {
    String symbol = arguments.text("symbol", 20);
    double value = arguments.number("value", -Edits.LARGEST, Edits.LARGEST);
    boolean live = arguments.flag("live", false);
    arguments.done();
    bench.edit(symbol, value, live);
  }

  private void sample(Arguments arguments) {
    int index = arguments.whole("index", 0, bench.network().samples().size() - 1);
    String text = arguments.text("text", SampleText.LONGEST);
    arguments.done();
    Sample sample =
        ofModel()
            ? model.orElseThrow().sample(SampleText.cells(text))
            : SampleText.plain(bench.network(), text);
    bench.change(network -> Edits.with(network, index, sample), "sample " + (index + 1));
  }

  private void settings(Arguments arguments) {
    if (arguments.has("loss")) {
      DenseLoss loss = DenseLoss.valueOf(arguments.choice("loss", NetworkData.losses()));
      arguments.done();
      bench.change(network -> network.with(loss), "loss: " + loss.title());
    } else if (arguments.has("descent")) {
      Descent descent = Descent.valueOf(arguments.choice("descent", NetworkData.descents()));
      arguments.done();
      bench.change(
          network -> network.with(descent, network.rate()), "optimizer: " + descent.title());
    } else {
      int layer = arguments.whole("layer", 0, bench.network().layers().size() - 1);
      String name = arguments.text("activation", 20);
      arguments.done();
      bench.change(
          network -> Edits.with(network, layer, Networks.activation(name)),
          "layer " + (layer + 1) + ": " + name);
    }
  }

  private Map<String, @Nullable Object> explain(Arguments arguments) {
    String symbol = arguments.text("symbol", 40);
    int digits = arguments.whole("digits", 1, MOST_DIGITS, 9);
    arguments.done();
    return new Explanations(bench.network(), bench.passes())
        .named(symbol, bench.now().place(), digits);
  }

  private Map<String, @Nullable Object> matrix(Arguments arguments) {
    int sample = arguments.whole("sample", 0, bench.network().samples().size() - 1, 0);
    arguments.done();
    Matrices matrices = new Matrices(bench.network(), bench.passes(), sample, steepest);
    return Map.of("rows", matrices.rows(bench.now().place()), "note", matrices.note());
  }

  /// Two moments, number by number: each one of this timeline, or the present one of a fork.
  private Map<String, @Nullable Object> compare(Arguments arguments) {
    Snapshot one = side(arguments, "from");
    Snapshot other = side(arguments, "to");
    arguments.done();
    return Comparison.of(one, other);
  }

  private Snapshot side(Arguments arguments, String name) {
    String fork = name + "Timeline";
    if (arguments.has(fork)) {
      return bench.timelines().get(arguments.whole(fork, 0, bench.timelines().size() - 1)).now();
    }
    Timeline timeline = bench.timeline();
    return timeline.at(arguments.whole(name, 0, timeline.size() - 1));
  }

  private Map<String, @Nullable Object> check(Arguments arguments) {
    arguments.done();
    DenseRun.Check check = new DenseRun(bench.network()).check(1e-4);
    List<Map<String, ?>> rows = new ArrayList<>();
    check
        .rows()
        .forEach(row ->
            rows.add(
                Map.of(
                    "symbol", row.symbol(),
                    "gradient", row.gradient(),
                    "numeric", row.numeric(),
                    "error", row.error())));
    return Map.of(
        "error", check.error(),
        "worst", check.worst(),
        "compared", check.compared(),
        "h", check.h(),
        "rows", rows);
  }

  private Map<String, @Nullable Object> export(Arguments arguments) {
    String format = arguments.choice("format", Exports.FORMATS);
    arguments.done();
    String text = Exports.write(format, bench.passes().walkthrough(), bench.now().place().lines());
    return Map.of("text", text, "file", Exports.file(format));
  }
}
