package io.gradus.explain;

import io.gradus.expr.Expr;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collects the named inputs of a formula and their numbers; the same name and number is one input.
final class NamedInputs {
  private record Named(String name, double number) {}

  private final Map<Named, Expr> inputs = new LinkedHashMap<>();

  Expr of(String name, double number) {
    return inputs.computeIfAbsent(new Named(name, number), _ -> Expr.input(inputs.size(), name));
  }

  Line line(String symbol, Expr formula, double result) {
    double[] numbers = inputs.keySet().stream().mapToDouble(Named::number).toArray();
    return new Line(symbol, formula, numbers, result);
  }
}
