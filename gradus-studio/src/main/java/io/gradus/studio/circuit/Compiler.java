package io.gradus.studio.circuit;

import io.gradus.expr.Expr.BinaryOp;
import io.gradus.op.Negate;
import io.gradus.op.Sigmoid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Builds the circuit of a program.
final class Compiler {
  private final Draft draft = new Draft();
  private final Unfolding unfolding;
  private final Calls calls;
  private final Map<String, Signal> known = new HashMap<>();
  private final Map<String, Span> defined;

  private Compiler(Program program, Set<String> toggled) {
    this.unfolding = new Unfolding(draft, toggled);
    this.calls = new Calls(draft, unfolding);
    this.defined =
        program.definitions().stream()
            .filter(definition -> !definition.name().isEmpty())
            .collect(
                Collectors.toMap(
                    Program.Definition::name,
                    Program.Definition::at,
                    (first, second) -> {
                      throw new ExpressionException(
                          second, "this name is defined twice; give the second value another name");
                    }));
  }

  /// The circuit, in which the groups named in `toggled` are not as they are by default.
  ///
  /// @throws ExpressionException if the program makes no circuit
  static Circuit circuit(Program program, Set<String> toggled) {
    Compiler compiler = new Compiler(program, toggled);
    Program.Definition last = program.definitions().getLast();
    Signal result = new Signal.Constant(0);
    for (Program.Definition definition : program.definitions()) {
      result = compiler.define(definition, definition == last);
    }
    return new Finish(compiler.draft, compiler.unfolding.groups(), compiler.defined.keySet())
        .circuit(compiler.output(result, last.term().at()));
  }

  private int output(Signal result, Span at) {
    return switch (result) {
      case Signal.Wire(int id) when draft.elements().get(id) instanceof Element.Gate -> id;
      case Signal.Row(var elements) ->
          throw new ExpressionException(
              at,
              "the result is a row of "
                  + elements.size()
                  + " numbers, and a gradient starts from one: take one of them with [0], or"
                  + " sum(...)");
      default ->
          throw new ExpressionException(
              at, "there is no gate here, so there is nothing to differentiate; try (x+y)*z");
    };
  }

  private Signal define(Program.Definition definition, boolean last) {
    Signal value = of(definition.term());
    String name = definition.name();
    if (name.isEmpty()) {
      if (!last) {
        throw new ExpressionException(
            definition.at(), "only the last part may go without a name; write q = ... before it");
      }
      return value;
    }
    if (value instanceof Signal.Constant(double start) && !last) {
      value = draft.source(name, start, definition.at());
    }
    known.put(name, value);
    name(value, name);
    return value;
  }

  private void name(Signal value, String name) {
    switch (value) {
      case Signal.Wire(int id) -> draft.names().putIfAbsent(id, name);
      case Signal.Row(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          name(elements.get(i), name + "_" + i);
        }
      }
      case Signal.Constant _ -> {}
    }
  }

  private Signal of(Term term) {
    return switch (term) {
      case Term.Literal(double value, var _) -> new Signal.Constant(value);
      case Term.Name name -> named(name);
      case Term.Negation(var x, var at) ->
          Rows.each(of(x), element -> draft.apply(new Negate(), List.of(element), at));
      case Term.Binary binary -> binary(binary);
      case Term.Row(var elements, var at) -> row(elements, at);
      case Term.Element element -> picked(element);
      case Term.Call call -> calls.of(call, call.arguments().stream().map(this::of).toList());
    };
  }

  private Signal named(Term.Name name) {
    Signal value = known.get(name.name());
    if (value != null) {
      return value;
    }
    if (name.name().equals("pi") || name.name().equals("π")) {
      return new Signal.Constant(Math.PI);
    }
    Span later = defined.get(name.name());
    if (later != null) {
      throw new ExpressionException(
          name.at(), "\"" + name.name() + "\" is used before it is defined; put its line first");
    }
    return draft.source(name.name(), Double.NaN, name.at());
  }

  private Signal row(List<Term> elements, Span at) {
    if (elements.isEmpty()) {
      throw new ExpressionException(at, "a row holds one number or more, such as [a, b, c]");
    }
    List<Signal> signals = new ArrayList<>();
    for (Term element : elements) {
      Signal signal = of(element);
      if (signal instanceof Signal.Row) {
        throw new ExpressionException(element.at(), "a row holds numbers, not rows");
      }
      signals.add(signal);
    }
    return new Signal.Row(signals);
  }

  private Signal picked(Term.Element element) {
    if (!(of(element.row()) instanceof Signal.Row(var elements))) {
      throw new ExpressionException(
          element.at(), "[ ] takes one number out of a row, and this is none");
    }
    if (element.index() >= elements.size()) {
      throw new ExpressionException(
          element.at(),
          "the row has "
              + elements.size()
              + " numbers, [0] to ["
              + (elements.size() - 1)
              + "], and ["
              + element.index()
              + "] is asked for");
    }
    return elements.get(element.index());
  }

  private Signal binary(Term.Binary term) {
    if (sigmoidOf(term) instanceof Term inner) {
      Signal x = of(inner);
      return Rows.each(
          x,
          (element, i) ->
              unfolding.unary(Rows.id(term, i), new Sigmoid(), element, true, term.at()));
    }
    Signal left = of(term.left());
    Signal right = of(term.right());
    return calls.pairs(Unfolding.op(term.op()), left, right, term.at());
  }

  /// The `x` of `1 / (1 + exp(-x))`, or null.
  private static @org.jspecify.annotations.Nullable Term sigmoidOf(Term.Binary term) {
    if (term.op() == BinaryOp.DIV
        && isOne(term.left())
        && term.right() instanceof Term.Binary(var op, var a, var b, var _)
        && op == BinaryOp.ADD) {
      Term power = isOne(a) ? b : isOne(b) ? a : term;
      if (power instanceof Term.Call(String function, var arguments, var _)
          && function.equals("exp")
          && arguments.size() == 1
          && arguments.getFirst() instanceof Term.Negation(var x, var _)) {
        return x;
      }
    }
    return null;
  }

  private static boolean isOne(Term term) {
    return term instanceof Term.Literal(double value, var _) && value == 1;
  }
}
