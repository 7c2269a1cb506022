package io.gradus.explain;

import io.gradus.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/// Collects the named inputs of a formula and their numbers; the same name and number is one input.
final class NamedInputs {
  private final List<String> names = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();

  Expr of(String name, double number) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name) && numbers.get(i).equals(number)) {
        return Expr.input(i, name);
      }
    }
    names.add(name);
    numbers.add(number);
    return Expr.input(names.size() - 1, name);
  }

  Line line(String symbol, Expr formula, double result) {
    return new Line(
        symbol, formula, numbers.stream().mapToDouble(Double::doubleValue).toArray(), result);
  }
}
