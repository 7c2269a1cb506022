package io.gradus.studio.circuit;

import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.List;

/// The formulas of a circuit in LaTeX, with their numbers.
final class Latex {
  private static final int INSIDE = 6;
  private static final int RESULT = 9;
  private static final double[] NONE = {};

  private Latex() {}

  static String symbol(Element element) {
    return Text.latex(Expr.input(0, element.symbol()));
  }

  /// `\frac{\partial f}{\partial x}`.
  static String gradient(Element element, Circuit circuit) {
    return partial(symbol(circuit.output()), symbol(element));
  }

  private static String partial(String above, String below) {
    return "\\frac{\\partial " + above + "}{\\partial " + below + "}";
  }

  static String number(double value) {
    return literal(value, RESULT);
  }

  private static String literal(double value, int digits) {
    return Text.latexWithNumbers(Expr.input(0, "x"), new double[] {value}, NONE, digits);
  }

  /// `q = x + y = -2 + 5 = 3`.
  static String value(Element.Gate gate, Circuit circuit, Pass pass) {
    Expr formula = gate.op().value(gate.op().operands());
    return symbol(gate)
        + " = "
        + named(formula, gate, circuit)
        + " = "
        + numbered(formula, gate, pass)
        + " = "
        + number(pass.values()[gate.id()]);
  }

  /// The formula over the symbols of operands and output.
  static String named(Expr formula, Element.Gate gate, Circuit circuit) {
    return Text.latex(Exprs.substitute(formula, symbols(gate, circuit)));
  }

  static Expr[] symbols(Element.Gate gate, Circuit circuit) {
    int arity = gate.operands().size();
    Expr[] symbols = new Expr[arity + 1];
    for (int k = 0; k < arity; k++) {
      symbols[k] = Expr.input(k, circuit.element(gate.operands().get(k)).symbol());
    }
    symbols[arity] = Expr.input(arity, gate.symbol());
    return symbols;
  }

  private static String numbered(Expr formula, Element.Gate gate, Pass pass) {
    return Text.latexWithNumbers(formula, Pass.numbers(gate, pass.values()), NONE, INSIDE);
  }

  /// `\partial q / \partial x = y (1 - y) = 0.73 (1 - 0.73) = 0.197`.
  static String slope(Element.Gate gate, int k, Circuit circuit, Pass pass) {
    Expr slope = Pass.slope(gate, k);
    String own = partial(symbol(gate), symbol(circuit.element(gate.operands().get(k))));
    String value = number(pass.slopes()[gate.id()][k]);
    if (slope instanceof Expr.Literal) {
      return own + " = " + value;
    }
    String text = own + " = " + named(slope, gate, circuit);
    String numbers = numbered(slope, gate, pass);
    return text + (numbers.equals(value) ? "" : " = " + numbers) + " = " + value;
  }

  /// `\partial f / \partial x = \partial f / \partial q \cdot \partial q / \partial x = -4 \cdot 1
  /// = -4`; for one use of a fork with the gate's name as an index.
  static String part(Element.Gate gate, int k, Circuit circuit, Pass pass) {
    Element operand = circuit.element(gate.operands().get(k));
    boolean fork =
        circuit.gates().stream()
                .mapToLong(
                    user -> user.operands().stream().filter(id -> id == operand.id()).count())
                .sum()
            > 1;
    String left =
        fork
            ? "\\left." + gradient(operand, circuit) + "\\right|_{" + symbol(gate) + "}"
            : gradient(operand, circuit);
    return left
        + " = "
        + gradient(gate, circuit)
        + " \\cdot "
        + partial(symbol(gate), symbol(operand))
        + " = "
        + factor(pass.gradients()[gate.id()])
        + " \\cdot "
        + factor(pass.slopes()[gate.id()][k])
        + " = "
        + number(pass.parts()[gate.id()][k]);
  }

  private static String factor(double value) {
    String text = literal(value, INSIDE);
    return text.startsWith("-") ? "(" + text + ")" : text;
  }

  /// `\partial f / \partial x = 3 + (-4) = -1`.
  static String sum(Element element, List<Circuit.Use> uses, Circuit circuit, Pass pass) {
    List<String> parts = new ArrayList<>();
    for (Circuit.Use use : uses) {
      String part = literal(pass.parts()[use.gate()][use.operand()], INSIDE);
      parts.add(parts.isEmpty() || !part.startsWith("-") ? part : "(" + part + ")");
    }
    return gradient(element, circuit)
        + " = "
        + String.join(" + ", parts)
        + " = "
        + number(pass.gradients()[element.id()]);
  }
}
