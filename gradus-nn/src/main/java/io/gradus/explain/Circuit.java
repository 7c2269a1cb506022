package io.gradus.explain;

import io.gradus.Gradients;
import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.exec.Reference;
import io.gradus.expr.Derivative;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Numbers;
import io.gradus.expr.Simplify;
import io.gradus.graph.Node;
import io.gradus.op.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Numbers that are computed one from another, and how the last of them changes with each: `dL/dq =
/// dL/du1 * du1/dq + dL/du2 * du2/dq + ...`, over all `u` whose formulas name `q`.
///
/// Values and gradients are those of the double-precision engine; each formula is what it ran.
final class Circuit {
  /// A number that has a name.
  ///
  /// @param formula over the numbers before it; the number itself for one that is given
  private record Signal(String name, Expr formula, boolean given) {}

  private final String name;
  private final String words;
  private final String source;
  private final List<Signal> signals = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();

  /// @param words what is computed
  Circuit(String name, String words, String source) {
    this.name = name;
    this.words = words;
    this.source = source;
  }

  /// A number that is given; all of them come before the first step.
  Expr given(String called, double number) {
    numbers.add(number);
    return add(called, Expr.lit(number), true);
  }

  /// A number that is computed from those before it; the last one is what gradients are of.
  Expr step(String called, Expr formula) {
    return add(called, formula, false);
  }

  private Expr add(String called, Expr formula, boolean given) {
    signals.add(new Signal(called, formula, given));
    return Expr.input(signals.size() - 1, called);
  }

  /// Feed-forward and back-propagation.
  Sheet walked() {
    Run run = new Run(numbers);
    String last = signals.getLast().name();
    double result = run.value(signals.size() - 1);
    return sheet(run, List.of(), digits -> last + " is " + Numbers.format(result, digits) + ".");
  }

  /// The same, and a step of this size along the gradient, which makes the last number larger.
  Sheet walkedUphill(double rate) {
    Run run = new Run(numbers);
    List<Line> lines = new ArrayList<>();
    List<Double> moved = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      moved.add(numbers.get(i) + rate * run.gradient(i));
      NamedInputs inputs = new NamedInputs();
      Expr formula = named(inputs, run, i).plus(slope(inputs, run, i).times(Expr.lit(rate)));
      lines.add(inputs.line(signals.get(i).name() + "+", formula, moved.get(i)));
    }
    int output = signals.size() - 1;
    double after = new Run(moved).value(output);
    String closing = signals.getLast().name() + " was %s and is %s after the step uphill.";
    return sheet(
        run,
        List.of(new Section(Section.Part.OPTIMIZER, "a step along the gradient", lines)),
        digits ->
            closing.formatted(
                Numbers.format(run.value(output), digits), Numbers.format(after, digits)));
  }

  private Sheet sheet(Run run, List<Section> more, IntFunction<String> closing) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(Section.Part.FEED_FORWARD, "step by step", forward(run)));
    sections.add(
        new Section(Section.Part.BACK_PROPAGATION, "gradient at each step", backward(run, false)));
    sections.add(
        new Section(Section.Part.BACK_PROPAGATION, "gradient of each input", backward(run, true)));
    sections.addAll(more);
    List<String> given = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      given.add(signals.get(i).name() + " = " + Numbers.format(numbers.get(i)));
    }
    return new Sheet(name + ", " + words, source, String.join(", ", given), sections, closing);
  }

  private List<Line> forward(Run run) {
    List<Line> lines = new ArrayList<>();
    for (int i = numbers.size(); i < signals.size(); i++) {
      NamedInputs inputs = new NamedInputs();
      Expr formula = named(signals.get(i).formula(), inputs, run);
      lines.add(inputs.line(signals.get(i).name(), formula, run.value(i)));
    }
    return lines;
  }

  private List<Line> backward(Run run, boolean given) {
    List<Line> lines = new ArrayList<>();
    for (int i : given ? forwards(0, numbers.size()) : backwards()) {
      NamedInputs inputs = new NamedInputs();
      Expr sum = Expr.lit(i == signals.size() - 1 ? 1 : 0);
      for (int user = i + 1; user < signals.size(); user++) {
        Expr part = Derivative.of(signals.get(user).formula(), i);
        if (!Simplify.of(part).equals(Expr.lit(0))) {
          sum = sum.plus(slope(inputs, run, user).times(named(part, inputs, run)));
        }
      }
      lines.add(inputs.line(slopeName(i), Simplify.of(sum), run.gradient(i)));
    }
    return lines;
  }

  private static int[] forwards(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private int[] backwards() {
    int steps = signals.size() - numbers.size();
    return IntStream.range(0, steps).map(i -> signals.size() - 1 - i).toArray();
  }

  private String slopeName(int signal) {
    return "d" + signals.getLast().name() + "/d" + signals.get(signal).name();
  }

  private Expr slope(NamedInputs inputs, Run run, int signal) {
    return inputs.of(slopeName(signal), run.gradient(signal));
  }

  private Expr named(NamedInputs inputs, Run run, int signal) {
    return inputs.of(signals.get(signal).name(), run.value(signal));
  }

  private Expr named(Expr formula, NamedInputs inputs, Run run) {
    Expr[] all = new Expr[signals.size()];
    for (int i : Exprs.inputs(formula)) {
      all[i] = named(inputs, run, i);
    }
    return Exprs.substitute(formula, all);
  }

  /// All numbers and gradients for some given numbers.
  private final class Run {
    private final List<Node> values = new ArrayList<>();
    private final List<@Nullable Node> gradients = new ArrayList<>();
    private final Reference reference;

    Run(List<Double> given) {
      List<Tensor> tensors = new ArrayList<>();
      for (Signal signal : signals) {
        tensors.add(
            signal.given()
                ? Tensor.input(signal.name(), Shape.scalar()).tracked()
                : computed(signal, tensors));
      }
      Gradients all = tensors.getLast().gradients();
      tensors.forEach(tensor -> values.add(tensor.node()));
      List<Node> outputs = new ArrayList<>(values);
      for (Tensor tensor : tensors) {
        Node gradient = all.reaches(tensor) ? all.of(tensor).node() : null;
        gradients.add(gradient);
        if (gradient != null) {
          outputs.add(gradient);
        }
      }
      reference = new Reference(outputs);
      for (int i = 0; i < given.size(); i++) {
        reference.set(values.get(i), given.get(i));
      }
      reference.run(0, 0);
    }

    private static Tensor computed(Signal signal, List<Tensor> before) {
      int[] used = Exprs.inputs(signal.formula()).stream().mapToInt(i -> i).toArray();
      Expr[] operands = new Expr[before.size()];
      IntStream.range(0, used.length).forEach(k -> operands[used[k]] = Formula.operand(k));
      Expr formula = Exprs.substitute(signal.formula(), operands);
      List<Tensor> inputs = IntStream.of(used).mapToObj(before::get).toList();
      return Tensor.apply(new Formula(signal.name(), used.length, formula), inputs);
    }

    double value(int signal) {
      return reference.of(values.get(signal))[0];
    }

    double gradient(int signal) {
      Node gradient = gradients.get(signal);
      return gradient == null ? 0 : reference.of(gradient)[0];
    }
  }
}
