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

/// One step of an optimizer for one parameter: each line of its rule, with this weight's name and
/// numbers.
final class UpdateLines {
  /// What an optimizer remembers of one parameter before the step.
  record Past(long steps, Map<String, double[]> states) {
    static final Past NONE = new Past(0, Map.of());
  }

  /// How the numbers of a weight are called.
  enum Naming {
    /// `dL/dw`, `m`: for lists in which a weight's lines stand together.
    BRIEF,
    /// `dE/dw5`, `m_w5`, `m_w5+`: every number has a name of its own.
    UNIQUE;

    String gradient(String symbol) {
      return (this == BRIEF ? "dL/d" : "dE/d") + symbol;
    }

    String before(String name, String symbol) {
      return this == BRIEF ? name : name + "_" + symbol;
    }

    String after(String name, String symbol) {
      return this == BRIEF ? name : name + "_" + symbol + "+";
    }
  }

  private final Optimizer optimizer;
  private final String path;
  private final Shape shape;
  private final double[] values;
  private final double[] gradient;
  private final Rule rule;
  private final Past past;
  private final Naming naming;

  /// The first step.
  UpdateLines(Optimizer optimizer, String path, Shape shape, double[] values, double[] gradient) {
    this(optimizer, path, shape, values, gradient, Past.NONE, Naming.BRIEF);
  }

  UpdateLines(
      Optimizer optimizer,
      String path,
      Shape shape,
      double[] values,
      double[] gradient,
      Past past,
      Naming naming) {
    this.past = past;
    this.naming = naming;
    this.optimizer = optimizer;
    this.path = path;
    this.shape = shape;
    this.values = values;
    this.gradient = gradient;
    this.rule = optimizer.rule(path, shape);
  }

  /// The values after the step.
  double[] after() {
    return stepped().values();
  }

  /// The optimizer after the step.
  ReferenceOptimizer stepped() {
    ReferenceOptimizer reference = ReferenceOptimizer.of(optimizer, path, shape, values);
    past.states().forEach(reference::setState);
    reference.setSteps(past.steps());
    reference.step(gradient);
    return reference;
  }

  /// How element `index` comes to its new value.
  ///
  /// @param symbol what the element is called
  List<Line> lines(String symbol, int index) {
    List<UpdateLine> results = results(index);
    Map<String, String> names = new HashMap<>(Map.of(Rule.PARAMETER, symbol));
    names.put(Rule.GRADIENT, naming.gradient(symbol));
    rule.state().forEach(state -> names.put(state, naming.before(state, symbol)));
    Map<String, Double> now = start(index);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Assignment assignment = rule.assignments().get(i);
      double result = results.get(i).value();
      String target = assignment.target();
      boolean itself = target.equals(Rule.PARAMETER);
      boolean shared = rule.numbers().contains(target);
      String name = itself ? symbol + "+" : shared ? target : naming.after(target, symbol);
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
    Shape seen = alone ? Shape.of(1) : shape;
    ReferenceOptimizer reference =
        ReferenceOptimizer.of(optimizer, path, seen, alone ? only(values, index) : values);
    past.states()
        .forEach((state, all) -> reference.setState(state, alone ? only(all, index) : all));
    reference.setSteps(past.steps());
    return reference.explain(alone ? 0 : index, 6, alone ? only(gradient, index) : gradient);
  }

  private static double[] only(double[] all, int index) {
    return new double[] {all[index]};
  }

  private Map<String, Double> start(int index) {
    Map<String, Double> now = new HashMap<>();
    now.put(Rule.PARAMETER, values[index]);
    now.put(Rule.GRADIENT, gradient[index]);
    rule.state()
        .forEach(state ->
            now.put(state, past.states().containsKey(state) ? past.states().get(state)[index] : 0));
    rule.settings().forEach(setting -> now.put(setting.name(), setting.value()));
    rule.scalars().forEach(scalar -> now.put(scalar.name(), scalar.value()));
    now.put(Rule.RATE, rate());
    now.put(Rule.STEP, past.steps() + 1.0);
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
