package io.gradus.studio.circuit;

import io.gradus.expr.Numbers;
import io.gradus.op.Log;
import io.gradus.op.Log1p;
import io.gradus.op.SquareRoot;
import java.util.ArrayList;
import java.util.List;

/// What is known after so many steps: first one gate after another forward, then the output's own
/// gradient, then one gate after another backward.
final class Steps {
  private final Circuit circuit;
  private final Pass pass;
  private final List<Element.Gate> gates;
  private final List<List<Circuit.Use>> uses;
  private final int[] order;
  private final int at;

  /// One step in words and formulas.
  ///
  /// @param focus the gate that it is about, or -1
  record Said(String title, String sentence, List<String> formulas, int focus) {}

  Steps(Circuit circuit, Pass pass, int at) {
    this.circuit = circuit;
    this.pass = pass;
    this.gates = circuit.gates();
    this.uses = circuit.uses();
    this.order = new int[circuit.elements().size()];
    for (int i = 0; i < gates.size(); i++) {
      order[gates.get(i).id()] = i;
    }
    this.at = at;
  }

  /// How many steps a circuit takes.
  static int total(Circuit circuit) {
    return 2 * circuit.gates().size() + 1;
  }

  /// Whether the element's value is known yet.
  boolean knowsValue(int id) {
    return circuit.element(id) instanceof Element.Source || order[id] < at;
  }

  /// Whether the gate has sent its gradient to its operands.
  boolean hasSent(int gate) {
    return at > gates.size() && 2 * gates.size() - order[gate] < at;
  }

  /// How many of the element's users have sent their part of the gradient.
  int received(int id) {
    return (int) uses.get(id).stream().filter(use -> hasSent(use.gate())).count();
  }

  /// Whether the element's gradient is known in whole.
  boolean knowsGradient(int id) {
    return id == circuit.output().id()
        ? at > gates.size()
        : !uses.get(id).isEmpty() && received(id) == uses.get(id).size();
  }

  /// The gradient so far: the sum of the parts that have come.
  double gradient(int id) {
    if (knowsGradient(id)) {
      return pass.gradients()[id];
    }
    double sum = 0;
    for (Circuit.Use use : uses.get(id)) {
      if (hasSent(use.gate())) {
        sum += pass.parts()[use.gate()][use.operand()];
      }
    }
    return sum;
  }

  /// The last step.
  Said said() {
    if (at == 0) {
      return new Said(
          "Ready",
          "Only the inputs are known. Feed-forward computes the gates one after another, from the"
              + " inputs to "
              + circuit.output().symbol()
              + ".",
          List.of(),
          -1);
    }
    if (at <= gates.size()) {
      return forward(gates.get(at - 1));
    }
    if (at == gates.size() + 1) {
      return seed();
    }
    return backward(gates.get(2 * gates.size() + 1 - at));
  }

  /// Why a gate's number is not finite; empty where it is.
  String trouble(Element.Gate gate) {
    double value = pass.values()[gate.id()];
    return Double.isFinite(value) ? "" : trouble(gate, value);
  }

  private Said forward(Element.Gate gate) {
    double value = pass.values()[gate.id()];
    String sentence =
        "The %s gate takes %s and puts out %s = %s."
            .formatted(gate.label(), operands(gate), gate.symbol(), number(value));
    if (!Double.isFinite(value)) {
      sentence += " " + trouble(gate, value);
    }
    return new Said(
        "Forward: " + gate.symbol(),
        sentence,
        List.of(Latex.value(gate, circuit, pass)),
        gate.id());
  }

  private String operands(Element.Gate gate) {
    List<String> texts = new ArrayList<>();
    for (int operand : gate.operands()) {
      texts.add(circuit.element(operand).symbol() + " = " + number(pass.values()[operand]));
    }
    return joined(texts);
  }

  private String trouble(Element.Gate gate, double value) {
    boolean clean =
        gate.operands().stream().allMatch(operand -> Double.isFinite(pass.values()[operand]));
    if (!clean) {
      return "It is not finite because an operand is not.";
    }
    double first = pass.values()[gate.operands().getFirst()];
    return switch (gate.op()) {
      case Log _ when first < 0 ->
          "ln has no value at %s: only numbers above 0 have a logarithm.".formatted(number(first));
      case Log _ when first == 0 -> "Towards 0 the logarithm goes to −∞.";
      case Log1p _ when first < -1 ->
          "ln(1 + x) has no value at %s: only numbers above −1 have one.".formatted(number(first));
      case SquareRoot _ when first < 0 ->
          "The square root has no value at %s: numbers below 0 have none among the real ones."
              .formatted(number(first));
      default ->
          Double.isNaN(value)
              ? "The operands lie outside the domain of this gate, so there is no number."
              : "The result is beyond the largest double, 1.8e308, or a division by zero.";
    };
  }

  private Said seed() {
    Element output = circuit.output();
    return new Said(
        "Backward: start at " + output.symbol(),
        "Back-propagation starts at the output: %s changes exactly as %s does, so its own gradient is 1. No input changes on the way."
            .formatted(output.symbol(), output.symbol()),
        List.of(Latex.gradient(output, circuit) + " = 1"),
        output.id());
  }

  private Said backward(Element.Gate gate) {
    List<String> sentences = new ArrayList<>();
    Pattern pattern = Pattern.of(gate);
    sentences.add(
        "The %s gate holds the gradient %s."
            .formatted(gate.label(), number(pass.gradients()[gate.id()])));
    sentences.add(pattern.meaning());
    List<String> gets = new ArrayList<>();
    List<String> formulas = new ArrayList<>();
    for (int k = 0; k < gate.operands().size(); k++) {
      Element operand = circuit.element(gate.operands().get(k));
      gets.add(operand.symbol() + " gets " + number(pass.parts()[gate.id()][k]));
      formulas.add(Latex.part(gate, k, circuit, pass));
    }
    sentences.add(joined(gets) + ".");
    gate.operands().stream()
        .distinct()
        .filter(operand -> uses.get(operand).size() > 1)
        .forEach(operand -> fork(operand, sentences, formulas));
    return new Said(
        "Backward: through " + gate.symbol(), String.join(" ", sentences), formulas, gate.id());
  }

  private void fork(int operand, List<String> sentences, List<String> formulas) {
    String symbol = circuit.element(operand).symbol();
    int all = uses.get(operand).size();
    if (!knowsGradient(operand)) {
      sentences.add(
          "%s is used %d times; %d of its gradients %s here so far."
              .formatted(symbol, all, received(operand), received(operand) == 1 ? "is" : "are"));
      return;
    }
    sentences.add(
        "%s is used %d times: a fork adds, so its gradient is the sum of all parts, %s."
            .formatted(symbol, all, number(pass.gradients()[operand])));
    formulas.add(Latex.sum(circuit.element(operand), uses.get(operand), circuit, pass));
  }

  private static String joined(List<String> texts) {
    int last = texts.size() - 1;
    return last == 0
        ? texts.getFirst()
        : String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
  }

  /// As the page writes it everywhere: `−0.5`, `∞`, `NaN`.
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return Numbers.format(value, 4).replace('-', '−');
  }
}
