package io.gradus.optim;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Exprs;
import java.util.ArrayList;
import java.util.List;

/// Writes a [Rule] line by line, so that the code reads like the formula.
///
/// ```java
/// var r = new RuleBuilder();
/// Expr p = r.parameter(), g = r.gradient(), v = r.state("v");
/// Expr rate = r.rate(), mu = r.setting("mu", 0.9);
/// r.set(v, mu.times(v).plus(g));        // v <- mu v + g
/// r.set(p, p.minus(rate.times(v)));     // p <- p - rate v, with the new v
/// Rule rule = r.build();
/// ```
///
/// State, settings and scalars are declared before the first line that sets something.
public final class RuleBuilder {
  private final List<String> state = new ArrayList<>();
  private final List<Rule.Setting> settings = new ArrayList<>();
  private final List<Rule.Setting> scalars = new ArrayList<>();
  private final List<Assignment> lines = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>(List.of(Rule.PARAMETER, Rule.GRADIENT));
  private final List<String> numbers = new ArrayList<>(List.of(Rule.RATE, Rule.STEP));

  /// `p`, the parameter.
  public Expr parameter() {
    return input(Rule.PARAMETER);
  }

  /// `g`, the gradient.
  public Expr gradient() {
    return input(Rule.GRADIENT);
  }

  /// `rate`, the learning rate of this step.
  public Expr rate() {
    return number(Rule.RATE);
  }

  /// `t`, the number of this step, counted from 1.
  public Expr step() {
    return number(Rule.STEP);
  }

  /// An array kept from step to step, laid out as the parameters; zeros at first.
  public Expr state(String name) {
    declare(name);
    state.add(name);
    inputs.add(name);
    return input(name);
  }

  /// A hyperparameter.
  public Expr setting(String name, double value) {
    declare(name);
    if (!scalars.isEmpty()) {
      throw new IllegalStateException("declare setting \"" + name + "\" before the first scalar");
    }
    settings.add(new Rule.Setting(name, value));
    numbers.add(name);
    return number(name);
  }

  /// A number kept from step to step, in double, such as a running product of coefficients.
  public Expr scalar(String name, double first) {
    declare(name);
    scalars.add(new Rule.Setting(name, first));
    numbers.add(name);
    return number(name);
  }

  /// `target <- value`, where `target` is the parameter, the gradient, a state, a scalar or a
  /// local.
  public void set(Expr target, Expr value) {
    String name =
        switch (target) {
          case Expr.Input input -> input.name();
          case Expr.Argument argument -> argument.name();
          default ->
              throw new IllegalArgumentException(
                  "only the parameter, the gradient, a state, a scalar or a local value can be set, not "
                      + target);
        };
    lines.add(new Assignment.Formula(name, value));
  }

  /// A local value: `name <- value`, seen by the lines that follow.
  public Expr let(String name, Expr value) {
    refuse(name);
    boolean uniform = Exprs.isUniform(value);
    (uniform ? numbers : inputs).add(name);
    lines.add(new Assignment.Formula(name, value));
    return uniform ? number(name) : input(name);
  }

  /// A local number: the Euclidean norm of a whole tensor.
  public Expr norm(String name, Expr of) {
    refuse(name);
    lines.add(new Assignment.Norm(name, tensor(of)));
    numbers.add(name);
    return number(name);
  }

  /// A local array: the orthogonal matrix nearest to a tensor, nearly; see [Assignment.Orthogonal].
  public Expr orthogonal(String name, Expr of) {
    refuse(name);
    lines.add(new Assignment.Orthogonal(name, tensor(of)));
    inputs.add(name);
    return input(name);
  }

  /// `-1`, `0` or `1`, as `x` is negative, zero (or not a number) or positive.
  public static Expr sign(Expr x) {
    Expr zero = Expr.lit(0);
    return Expr.select(
        Comparison.GT,
        x,
        zero,
        Expr.lit(1),
        Expr.select(Comparison.LT, x, zero, Expr.lit(-1), zero));
  }

  /// The rule.
  public Rule build() {
    return new Rule(state, settings, scalars, lines);
  }

  private String tensor(Expr of) {
    if (of instanceof Expr.Input input) {
      return input.name();
    }
    throw new IllegalArgumentException(
        "expected the parameter, the gradient, a state or a local value, got the formula "
            + of
            + "; give it a name with let first");
  }

  private void declare(String name) {
    refuse(name);
    if (!lines.isEmpty()) {
      throw new IllegalStateException(
          "declare \"" + name + "\" before the first line that sets something");
    }
  }

  private void refuse(String name) {
    if (name.isBlank() || inputs.contains(name) || numbers.contains(name)) {
      throw new IllegalArgumentException(
          "the name \"" + name + "\" is blank or taken; in use: " + inputs + " and " + numbers);
    }
  }

  private Expr input(String name) {
    return Expr.input(inputs.indexOf(name), name);
  }

  private Expr number(String name) {
    return Expr.argument(numbers.indexOf(name), name);
  }
}
