package io.gradus.studio.circuit;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import java.util.List;

/// All numbers of one feed-forward and one back-propagation through a circuit.
///
/// @param values by element
/// @param gradients of the output with respect to each element's output, by element
/// @param slopes `d(gate) / d(operand)`, by element and operand
/// @param parts what each operand gets from its gate: gradient times slope
record Pass(double[] values, double[] gradients, double[][] slopes, double[][] parts) {

  /// The slopes from the ops' own formulas, for values and gradients that the engine computed.
  static Pass of(Circuit circuit, double[] values, double[] gradients) {
    double[][] slopes = new double[values.length][];
    double[][] parts = new double[values.length][];
    for (Element element : circuit.elements()) {
      int id = element.id();
      if (element instanceof Element.Gate gate) {
        slopes[id] = new double[gate.operands().size()];
        parts[id] = new double[gate.operands().size()];
        double[] numbers = numbers(gate, values);
        for (int k = 0; k < slopes[id].length; k++) {
          slopes[id][k] = Evaluate.in(slope(gate, k), numbers);
          parts[id][k] = gradients[id] * slopes[id][k];
        }
      } else {
        slopes[id] = new double[0];
        parts[id] = new double[0];
      }
    }
    return new Pass(values, gradients, slopes, parts);
  }

  /// The operands of a gate, then its output.
  static double[] numbers(Element.Gate gate, double[] values) {
    List<Integer> operands = gate.operands();
    double[] numbers = new double[operands.size() + 1];
    for (int k = 0; k < operands.size(); k++) {
      numbers[k] = values[operands.get(k)];
    }
    numbers[operands.size()] = values[gate.id()];
    return numbers;
  }

  /// `d(gate) / d(operand)` as a formula over the operands, or over the output (the input after
  /// them) where the op's slope needs nothing else: `y (1 - y)`.
  static Expr slope(Element.Gate gate, int operand) {
    int arity = gate.op().arity();
    Expr byOutput = gate.op().slope(operand, gate.op().operands(), Expr.input(arity, "y"));
    if (io.gradus.expr.Exprs.inputs(byOutput).stream().allMatch(index -> index == arity)) {
      return byOutput;
    }
    return gate.op().slope(operand, gate.op().operands(), gate.op().value(gate.op().operands()));
  }
}
