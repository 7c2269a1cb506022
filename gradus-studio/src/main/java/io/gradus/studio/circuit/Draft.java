package io.gradus.studio.circuit;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.op.Divide;
import io.gradus.op.Elementwise;
import io.gradus.op.Formula;
import io.gradus.op.Multiply;
import io.gradus.op.Negate;
import io.gradus.op.Power;
import io.gradus.op.Reciprocal;
import io.gradus.op.Square;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The elements of a circuit while it is built; at most [#MOST].
final class Draft {
  static final int MOST = 200;

  private final List<Element> elements = new ArrayList<>();
  private final Map<String, Integer> sources = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private String group = "";

  List<Element> elements() {
    return elements;
  }

  Map<Integer, String> names() {
    return names;
  }

  /// Gates made from here on belong to this group; gives the one before.
  String enter(String next) {
    String before = group;
    group = next;
    return before;
  }

  Signal source(String name, double start, Span at) {
    Integer known = sources.get(name);
    if (known == null) {
      known = elements.size();
      add(new Element.Source(known, name, start), at);
      sources.put(name, known);
      names.put(known, name);
    }
    return new Signal.Wire(known);
  }

  /// The op applied to numbers; at once where all are constants.
  Signal apply(Elementwise op, List<Signal> operands, Span at) {
    return apply(op, Labels.of(op, operands), operands, at);
  }

  Signal apply(Elementwise op, String label, List<Signal> operands, Span at) {
    List<Integer> wires = new ArrayList<>();
    Expr[] given = new Expr[operands.size()];
    for (int k = 0; k < given.length; k++) {
      switch (operands.get(k)) {
        case Signal.Constant(double value) -> given[k] = Expr.lit(value);
        case Signal.Wire(int element) -> {
          given[k] = Formula.operand(wires.size());
          wires.add(element);
        }
        case Signal.Row _ ->
            throw new ExpressionException(
                at, "a single number is expected here, and this is a row");
      }
    }
    if (wires.isEmpty()) {
      return constant(Evaluate.in(op.value(List.of(given))), at);
    }
    Elementwise used =
        wires.size() == given.length ? op : simpler(op, operands, op.value(List.of(given)), wires);
    int id = elements.size();
    add(new Element.Gate(id, "", label, used, wires, group), at);
    return new Signal.Wire(id);
  }

  /// An op of the library where one says the same as the formula with its constants.
  private static Elementwise simpler(
      Elementwise op, List<Signal> operands, Expr formula, List<Integer> wires) {
    if (op instanceof Power && is(operands.getLast(), 2)) {
      return new Square();
    }
    if (op instanceof Divide && is(operands.getFirst(), 1)) {
      return new Reciprocal();
    }
    if (op instanceof Multiply && operands.stream().anyMatch(operand -> is(operand, -1))) {
      return new Negate();
    }
    return new Formula(op.name(), wires.size(), formula);
  }

  static boolean is(Signal signal, double value) {
    return signal instanceof Signal.Constant(double constant) && constant == value;
  }

  static Signal constant(double value, Span at) {
    if (!Double.isFinite(value)) {
      throw new ExpressionException(
          at, "the numbers here give " + value + ", which is not a finite number");
    }
    return new Signal.Constant(value);
  }

  /// One gate that adds any number of operands.
  Signal sum(List<Signal> terms, Span at) {
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    if (terms.size() == 2) {
      return apply(new io.gradus.op.Add(), terms, at);
    }
    List<Expr> operands = new ArrayList<>();
    for (int k = 0; k < terms.size(); k++) {
      operands.add(Formula.operand(k));
    }
    return apply(new Formula("sum", terms.size(), Functions.sum(operands)), "Σ", terms, at);
  }

  private void add(Element element, Span at) {
    if (elements.size() >= MOST) {
      throw new ExpressionException(
          at,
          "this expression needs more than "
              + MOST
              + " inputs and gates, too many to be drawn; try a smaller part of it");
    }
    elements.add(element);
  }

  /// Whether a formula as large as this can be one gate.
  static boolean fits(Expr formula) {
    return Exprs.nodes(formula) <= 400;
  }
}
