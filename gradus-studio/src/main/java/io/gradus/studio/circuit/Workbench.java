package io.gradus.studio.circuit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An edition with all that follows from it: circuit, numbers, layout, check.
final class Workbench {
  /// Inputs that no one has set take these numbers in turn.
  private static final double[] STARTS = {-2, 5, -4, 3, 1, -1, 2, 0.5, -3, 1.5};

  private final Edition edition;
  private final Circuit circuit;
  private final Traced traced;
  private final double[] inputs;
  private final Pass pass;
  private final Layout layout;
  private final Check check;

  private Workbench(Edition edition, Circuit circuit, Traced traced, Layout layout) {
    this.circuit = circuit;
    this.traced = traced;
    this.layout = layout;
    Map<String, Double> numbers = new LinkedHashMap<>();
    List<Element.Source> sources = circuit.sources();
    inputs = new double[sources.size()];
    for (int i = 0; i < inputs.length; i++) {
      Element.Source source = sources.get(i);
      double start = Double.isNaN(source.start()) ? STARTS[i % STARTS.length] : source.start();
      inputs[i] = edition.inputs().getOrDefault(source.symbol(), start);
      numbers.put(source.symbol(), inputs[i]);
    }
    this.edition = edition.with(numbers);
    pass = traced.run(inputs);
    check = Check.of(circuit, traced, inputs, pass);
  }

  /// @throws ExpressionException if the text makes no circuit
  static Workbench of(Edition edition) {
    Circuit circuit = Compiler.circuit(Parser.program(edition.text()), edition.toggled());
    return new Workbench(edition, circuit, new Traced(circuit), new Layout(circuit));
  }

  /// The same circuit with other numbers.
  Workbench with(Map<String, Double> numbers) {
    return new Workbench(edition.with(numbers), circuit, traced, layout);
  }

  Edition edition() {
    return edition;
  }

  Circuit circuit() {
    return circuit;
  }

  Pass pass() {
    return pass;
  }

  Layout layout() {
    return layout;
  }

  Check check() {
    return check;
  }

  /// The inputs after `x + rate * df/dx` for each.
  Map<String, Double> moved(double rate) {
    Map<String, Double> moved = new LinkedHashMap<>();
    List<Element.Source> sources = circuit.sources();
    for (int i = 0; i < inputs.length; i++) {
      double gradient = pass.gradients()[sources.get(i).id()];
      moved.put(sources.get(i).symbol(), inputs[i] + rate * gradient);
    }
    return moved;
  }

  /// The output after `x + rate * df/dx` for each input.
  double outputAfter(double rate) {
    return traced.output(moved(rate).values().stream().mapToDouble(x -> x).toArray());
  }

  /// Which groups to toggle so that all are open, or all closed.
  Set<String> all(boolean open) {
    Set<String> toggled = new HashSet<>(edition.toggled());
    Map<String, Group> seen = new HashMap<>();
    // Opening a group may bring groups inside it to light.
    for (int round = 0; round < 4; round++) {
      Circuit now = Compiler.circuit(Parser.program(edition.text()), toggled);
      for (Group group : now.groups()) {
        if (group.open() != open && seen.put(group.id(), group) == null) {
          flip(toggled, group.id());
        }
      }
    }
    return toggled;
  }

  static void flip(Set<String> toggled, String id) {
    if (!toggled.remove(id)) {
      toggled.add(id);
    }
  }
}
