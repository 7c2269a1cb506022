package io.gradus.studio.circuit;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Outlet;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The Circuit room: a typed expression as gates, stepped forward and backward, with every input
/// editable and every edit undone.
public final class CircuitRoom implements Room {
  private static final int LONGEST_TEXT = 20_000;
  private static final int HISTORY = 200;
  private static final double LARGEST = 1e12;

  private final Deque<Workbench> past = new ArrayDeque<>();
  private final Deque<Workbench> future = new ArrayDeque<>();
  private Workbench bench;
  private int step;
  private double rate = 0.01;

  /// A room with the first worked example; it needs no events.
  public CircuitRoom(Outlet outlet) {
    bench = preset(Preset.ALL.getFirst());
  }

  private static Workbench preset(Preset preset) {
    return Workbench.of(new Edition(preset.expression(), preset.inputs(), Set.of()));
  }

  @Override
  public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
    return switch (action) {
      case "view" -> {
        arguments.done();
        yield view();
      }
      case "check" -> check(arguments);
      case "open" -> open(arguments);
      case "preset" -> preset(arguments);
      case "set" -> set(arguments);
      case "step" -> step(arguments);
      case "group" -> group(arguments);
      case "nudge" -> nudge(arguments);
      case "undo" -> travel(arguments, past, future);
      case "redo" -> travel(arguments, future, past);
      case "gate" -> gate(arguments);
      default -> throw Refusal.unknownAction(action);
    };
  }

  private Map<String, @Nullable Object> view() {
    return new View(bench, step, rate).whole(!past.isEmpty(), !future.isEmpty());
  }

  private Map<String, @Nullable Object> check(Arguments arguments) {
    String text = arguments.text("expression", LONGEST_TEXT);
    arguments.done();
    try {
      Circuit circuit = Compiler.circuit(Parser.program(text), Set.of());
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("problem", null);
      answer.put("gates", circuit.gates().size());
      answer.put("inputs", circuit.sources().size());
      answer.put("notes", circuit.notes());
      return answer;
    } catch (ExpressionException e) {
      return problem(text, e);
    }
  }

  /// The problem alone; the circuit stays as it was.
  private static Map<String, @Nullable Object> problem(String text, ExpressionException e) {
    int from = Math.min(e.at().from(), text.length());
    int to = Math.clamp(e.at().to(), from, text.length());
    int left = Math.max(0, from - 30);
    int right = Math.min(text.length(), Math.max(from + 30, Math.min(to, from + 60)));
    Map<String, @Nullable Object> problem = new LinkedHashMap<>();
    problem.put("message", e.reason());
    problem.put("from", from);
    problem.put("to", to);
    problem.put("excerpt", text.substring(left, right).replace('\n', ' '));
    problem.put("mark", from - left);
    problem.put("length", Math.clamp(to - from, 1, 60));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("problem", problem);
    return answer;
  }

  private Map<String, @Nullable Object> open(Arguments arguments) {
    String text = arguments.text("expression", LONGEST_TEXT);
    Map<String, Double> inputs = inputs(arguments);
    Set<String> toggled =
        arguments.has("toggled")
            ? new HashSet<>(arguments.texts("toggled", Draft.MOST, 30))
            : Set.of();
    int to = arguments.whole("step", 0, 2 * Draft.MOST + 1, 0);
    arguments.done();
    try {
      change(Workbench.of(new Edition(text, inputs, toggled)));
    } catch (ExpressionException e) {
      return problem(text, e);
    }
    step = Math.min(to, Steps.total(bench.circuit()));
    return view();
  }

  /// The numbers given as `[{name, value}]`, or else those of the present inputs by name.
  private Map<String, Double> inputs(Arguments arguments) {
    if (!arguments.has("inputs")) {
      return Map.of();
    }
    Map<String, Double> inputs = new LinkedHashMap<>();
    for (Arguments input : arguments.objects("inputs", Draft.MOST)) {
      inputs.put(input.text("name", 40), input.number("value", -LARGEST, LARGEST));
      input.done();
    }
    return inputs;
  }

  private Map<String, @Nullable Object> preset(Arguments arguments) {
    String name = arguments.choice("name", Preset.ALL.stream().map(Preset::name).toList());
    arguments.done();
    Preset chosen =
        Preset.ALL.stream().filter(preset -> preset.name().equals(name)).findFirst().orElseThrow();
    change(preset(chosen));
    step = 0;
    return view();
  }

  private Map<String, @Nullable Object> set(Arguments arguments) {
    String name = arguments.choice("input", List.copyOf(bench.edition().inputs().keySet()));
    double value = arguments.number("value", -LARGEST, LARGEST);
    arguments.done();
    if (!Double.valueOf(value).equals(bench.edition().inputs().get(name))) {
      change(bench.with(bench.edition().with(name, value).inputs()));
    }
    return view();
  }

  private Map<String, @Nullable Object> step(Arguments arguments) {
    step = arguments.whole("to", 0, Steps.total(bench.circuit()));
    arguments.done();
    return view();
  }

  private Map<String, @Nullable Object> group(Arguments arguments) {
    Set<String> toggled = new HashSet<>(bench.edition().toggled());
    if (arguments.has("all")) {
      toggled = bench.all(arguments.choice("all", List.of("open", "closed")).equals("open"));
    } else {
      List<String> ids = bench.circuit().groups().stream().map(Group::id).toList();
      Workbench.flip(toggled, arguments.choice("id", ids));
    }
    arguments.done();
    int before = Steps.total(bench.circuit());
    int at = step;
    try {
      change(Workbench.of(bench.edition().with(toggled)));
    } catch (ExpressionException e) {
      throw new Refusal("These groups cannot all be open: " + e.reason());
    }
    step = moved(at, before);
    return view();
  }

  /// The step that shows as much as `at` of `before` did.
  private int moved(int at, int before) {
    int total = Steps.total(bench.circuit());
    if (at >= before) {
      return total;
    }
    return at == 0 ? 0 : at >= before / 2 ? total / 2 : Math.min(at, total / 2);
  }

  private Map<String, @Nullable Object> nudge(Arguments arguments) {
    rate = arguments.number("rate", -1000, 1000, rate);
    boolean take = arguments.flag("take", true);
    arguments.done();
    if (take) {
      Map<String, Double> moved = bench.moved(rate);
      if (moved.values().stream().anyMatch(x -> !(Math.abs(x) <= LARGEST))) {
        throw new Refusal(
            "The step would make an input infinite, or larger than 1e12; try a smaller rate");
      }
      change(bench.with(moved));
      step = Steps.total(bench.circuit());
    }
    return view();
  }

  private void change(Workbench next) {
    past.push(bench);
    if (past.size() > HISTORY) {
      past.removeLast();
    }
    future.clear();
    bench = next;
    step = Math.min(step, Steps.total(bench.circuit()));
  }

  private Map<String, @Nullable Object> travel(
      Arguments arguments, Deque<Workbench> from, Deque<Workbench> to) {
    arguments.done();
    if (from.isEmpty()) {
      throw new Refusal(from == past ? "There is nothing to undo" : "There is nothing to redo");
    }
    int before = Steps.total(bench.circuit());
    to.push(bench);
    bench = from.pop();
    step = moved(step, before);
    return view();
  }

  private Map<String, @Nullable Object> gate(Arguments arguments) {
    int id = arguments.whole("id", 0, bench.circuit().elements().size() - 1);
    arguments.done();
    return new View(bench, step, rate).detail(id);
  }
}
