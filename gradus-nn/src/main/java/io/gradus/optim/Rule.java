package io.gradus.optim;

import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How one step changes a parameter: assignments, in order, each of which sees the new values of
/// those before it.
///
/// A rule is data, so one text gives the fused float pass ([OptimizerRun]), the double-precision
/// reference and the printed formula. Names are resolved by position:
///
/// - inputs, one number per element: `p` the parameter, `g` its gradient, the `state` arrays (zeros
///   before the first step), then the local values in the order in which they are first set;
/// - arguments, one number per step: `rate`, `t` (the step, counted from 1), the `settings`
///   (hyperparameters), the `scalars` (kept from step to step), then the local numbers.
///
/// A line that needs a whole tensor ([Assignment.Norm], [Assignment.Orthogonal]) sees it as it is
/// when the line is reached.
///
/// Setting `g` changes what later lines see, never the gradient array. Make rules with a
/// [RuleBuilder].
///
/// @param state names of the arrays kept from step to step, laid out as the parameters
/// @param settings hyperparameters and their values
/// @param scalars numbers kept from step to step, in double, and their first values
public record Rule(
    List<String> state,
    List<Setting> settings,
    List<Setting> scalars,
    List<Assignment> assignments) {
  /// The name of the parameter.
  public static final String PARAMETER = "p";

  /// The name of the gradient.
  public static final String GRADIENT = "g";

  /// The name of the learning rate.
  public static final String RATE = "rate";

  /// The name of the step number, which counts from 1.
  public static final String STEP = "t";

  /// A named number.
  public record Setting(String name, double value) {
    /// Checks that it is a number; infinities are.
    ///
    /// @throws IllegalArgumentException if the value is NaN
    public Setting {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("the setting \"" + name + "\" of a rule is NaN");
      }
    }

    @Override
    public String toString() {
      return name + " = " + Numbers.format(value);
    }
  }

  /// Checks that all names differ and each line reads only what is there before it; keeps copies of
  /// the lists.
  ///
  /// @throws IllegalArgumentException if not; says which name or line
  public Rule {
    state = List.copyOf(state);
    settings = List.copyOf(settings);
    scalars = List.copyOf(scalars);
    assignments = List.copyOf(assignments);
    Names all = Names.of(state, settings, scalars, assignments);
    checkUnique(all);
    checkOrder(all, Names.of(state, settings, scalars, List.of()), scalars, assignments);
  }

  /// What an [Expr.Input] of this rule can be, by index: `p`, `g`, the state, the local arrays.
  public List<String> inputs() {
    return Names.of(state, settings, scalars, assignments).inputs();
  }

  /// What an [Expr.Argument] of this rule can be, by index: `rate`, `t`, the settings, the scalars,
  /// the local numbers.
  public List<String> numbers() {
    return Names.of(state, settings, scalars, assignments).numbers();
  }

  /// This rule with the setting of that name changed; the rule itself if it has none.
  public Rule with(String name, double value) {
    List<Setting> changed =
        settings.stream().map(s -> s.name().equals(name) ? new Setting(name, value) : s).toList();
    return new Rule(state, changed, scalars, assignments);
  }

  /// Whether a line needs a whole tensor (a norm, an orthogonal matrix), not one element at a time.
  public boolean tensorwise() {
    return assignments.stream().anyMatch(a -> !(a instanceof Assignment.Formula));
  }

  /// The names of arrays and of numbers, by index.
  private record Names(List<String> inputs, List<String> numbers) {
    static Names of(
        List<String> state, List<Setting> settings, List<Setting> scalars, List<Assignment> lines) {
      List<String> inputs = new ArrayList<>(List.of(PARAMETER, GRADIENT));
      List<String> numbers = new ArrayList<>(List.of(RATE, STEP));
      inputs.addAll(state);
      settings.forEach(setting -> numbers.add(setting.name()));
      scalars.forEach(scalar -> numbers.add(scalar.name()));
      for (Assignment line : lines) {
        // The first line that sets a local value decides whether it is an array or a number.
        if (!inputs.contains(line.target()) && !numbers.contains(line.target())) {
          (isNumber(line) ? numbers : inputs).add(line.target());
        }
      }
      return new Names(List.copyOf(inputs), List.copyOf(numbers));
    }

    private static boolean isNumber(Assignment line) {
      return switch (line) {
        case Assignment.Formula formula -> Exprs.isUniform(formula.value());
        case Assignment.Norm _ -> true;
        case Assignment.Orthogonal _ -> false;
      };
    }
  }

  private static void checkUnique(Names all) {
    Set<String> seen = new HashSet<>();
    Stream.concat(all.inputs().stream(), all.numbers().stream())
        .forEach(name -> {
          if (!seen.add(name)) {
            throw new IllegalArgumentException(
                "the name \"" + name + "\" stands for two things in this rule; give each its own");
          }
        });
  }

  private static void checkOrder(
      Names all, Names given, List<Setting> scalars, List<Assignment> lines) {
    Set<String> known = new HashSet<>(given.inputs());
    known.addAll(given.numbers());
    Set<String> fixed = new HashSet<>(given.numbers());
    scalars.forEach(scalar -> fixed.remove(scalar.name()));
    for (Assignment line : lines) {
      checkTarget(line, all, fixed);
      switch (line) {
        case Assignment.Formula formula ->
            checkNames(formula.value(), all.inputs(), all.numbers(), known);
        case Assignment.Norm norm -> checkKnown(norm.of(), all.inputs(), known);
        case Assignment.Orthogonal matrix -> checkKnown(matrix.of(), all.inputs(), known);
      }
      known.add(line.target());
    }
  }

  private static void checkTarget(Assignment line, Names all, Set<String> fixed) {
    if (fixed.contains(line.target())) {
      throw new IllegalArgumentException(
          "a rule cannot set \"" + line.target() + "\", which is given; use a scalar instead");
    }
    boolean array = all.inputs().contains(line.target());
    if (array ? line instanceof Assignment.Norm : !Names.isNumber(line)) {
      throw new IllegalArgumentException(
          "\"%s\" is %s in this rule and cannot be set by %s"
              .formatted(line.target(), array ? "an array" : "one number for all elements", line));
    }
  }

  private static void checkNames(
      Expr value, List<String> inputs, List<String> numbers, Set<String> known) {
    switch (value) {
      case Expr.Input input -> checkName(input.index(), input.name(), inputs, known);
      case Expr.Argument argument -> checkName(argument.index(), argument.name(), numbers, known);
      default -> Exprs.operands(value).forEach(part -> checkNames(part, inputs, numbers, known));
    }
  }

  private static void checkName(int index, String name, List<String> names, Set<String> known) {
    if (index >= names.size() || !names.get(index).equals(name) || !known.contains(name)) {
      throw new IllegalArgumentException(
          "a formula of this rule reads \"%s\" (number %d), which is not set before it; known: %s"
              .formatted(name, index, names));
    }
  }

  private static void checkKnown(String name, List<String> inputs, Set<String> known) {
    if (!inputs.contains(name) || !known.contains(name)) {
      throw new IllegalArgumentException(
          "a line of this rule reads the tensor \"%s\", which is not set before it; known: %s"
              .formatted(name, inputs));
    }
  }

  /// The lines, and what their names stand for: `v <- mu * v + g; p <- p - rate * v with mu = 0.9`.
  @Override
  public String toString() {
    String lines = assignments.stream().map(Assignment::toString).collect(Collectors.joining("; "));
    List<String> numbers = new ArrayList<>();
    settings.forEach(setting -> numbers.add(setting.toString()));
    scalars.forEach(scalar -> numbers.add(scalar + " at first"));
    return numbers.isEmpty() ? lines : lines + " with " + String.join(", ", numbers);
  }
}
