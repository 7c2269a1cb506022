package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Simplify;
import io.gradus.optim.Assignment;
import io.gradus.optim.Optimizer;
import io.gradus.optim.ReferenceOptimizer;
import io.gradus.optim.Rule;
import io.gradus.optim.UpdateLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The first step of an optimizer for one parameter: each line of its rule, with this weight's name
/// and numbers.
final class UpdateLines {
  private final Optimizer optimizer;
  private final String path;
  private final Shape shape;
  private final double[] values;
  private final double[] gradient;
  private final Rule rule;

  UpdateLines(Optimizer optimizer, String path, Shape shape, double[] values, double[] gradient) {
    this.optimizer = optimizer;
    this.path = path;
    this.shape = shape;
    this.values = values;
    this.gradient = gradient;
    this.rule = optimizer.rule(path, shape);
  }

  /// The values after the step.
  double[] after() {
    ReferenceOptimizer reference = ReferenceOptimizer.of(optimizer, path, shape, values);
    reference.step(gradient);
    return reference.values();
  }

  /// How element `index` comes to its new value.
  ///
  /// @param symbol what the element is called
  List<Line> lines(String symbol, int index) {
    List<UpdateLine> results = results(index);
    Map<String, String> names = new HashMap<>(Map.of(Rule.PARAMETER, symbol));
    names.put(Rule.GRADIENT, "dL/d" + symbol);
    Map<String, Double> now = start(index);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Assignment assignment = rule.assignments().get(i);
      double result = results.get(i).value();
      String target = assignment.target();
      String name = target.equals(Rule.PARAMETER) ? symbol + "+" : target;
      NamedInputs inputs = new NamedInputs();
      Expr formula = formula(assignment, names, now, inputs, result);
      lines.add(inputs.line(name, Simplify.of(formula), result));
      names.put(target, name);
      now.put(target, result);
    }
    return lines;
  }

  /// Whether a line is about one number for all elements, such as a norm or a bias correction.
  boolean shared(Line line) {
    return rule.numbers().contains(line.symbol());
  }

  private List<UpdateLine> results(int index) {
    // A rule that sees one element at a time need not go over all the others.
    boolean alone = !rule.tensorwise() && rule.equals(optimizer.rule(path, Shape.of(1)));
    return alone
        ? ReferenceOptimizer.of(optimizer, path, Shape.of(1), values[index])
            .explain(0, 6, gradient[index])
        : ReferenceOptimizer.of(optimizer, path, shape, values).explain(index, 6, gradient);
  }

  private Map<String, Double> start(int index) {
    Map<String, Double> now = new HashMap<>();
    now.put(Rule.PARAMETER, values[index]);
    now.put(Rule.GRADIENT, gradient[index]);
    rule.state().forEach(state -> now.put(state, 0.0));
    rule.settings().forEach(setting -> now.put(setting.name(), setting.value()));
    rule.scalars().forEach(scalar -> now.put(scalar.name(), scalar.value()));
    now.put(Rule.RATE, rate());
    now.put(Rule.STEP, 1.0);
    return now;
  }

  private double rate() {
    return ReferenceOptimizer.of(optimizer, path, Shape.of(1), 0).rate();
  }

  private Expr formula(
      Assignment assignment,
      Map<String, String> names,
      Map<String, Double> now,
      NamedInputs inputs,
      double result) {
    return switch (assignment) {
      case Assignment.Formula(_, Expr value) -> {
        Expr named = Exprs.substitute(value, all(rule.inputs(), names, now, inputs));
        yield Exprs.substituteArguments(named, all(rule.numbers(), names, now, inputs));
      }
      case Assignment.Norm(_, String of) -> inputs.of("norm(" + of + ")", result);
      case Assignment.Orthogonal(_, String of) -> inputs.of("orthogonal(" + of + ")", result);
    };
  }

  private static Expr[] all(
      List<String> keys, Map<String, String> names, Map<String, Double> now, NamedInputs inputs) {
    return keys.stream()
        .map(key -> inputs.of(names.getOrDefault(key, key), now.getOrDefault(key, 0.0)))
        .toArray(Expr[]::new);
  }
}
