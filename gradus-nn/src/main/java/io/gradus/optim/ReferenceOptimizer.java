package io.gradus.optim;

import io.gradus.Shape;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import java.util.ArrayList;
import java.util.List;

/// An optimizer applied to one tensor in double, line by line: the reading of a [Rule] that worked
/// examples, explanations and tests trust.
///
/// It uses the very formulas that [OptimizerRun] compiles, unfused and unrounded. Schedules with a
/// memory are shown metrics by [#observe].
public final class ReferenceOptimizer {
  private static final double[] NONE = {};

  private final Schedule schedule;
  private final Shape shape;
  private final Rule rule;
  private final List<String> arrayNames;
  private final List<String> numberNames;
  private final double[][] arrays;
  private final double[] numbers;
  private final double[] memory;
  private long step;

  private ReferenceOptimizer(Schedule schedule, Rule rule, Shape shape, double[] values) {
    this.schedule = schedule;
    this.rule = rule;
    this.shape = shape;
    arrayNames = rule.inputs();
    numberNames = rule.numbers();
    arrays = new double[arrayNames.size()][values.length];
    arrays[0] = values.clone();
    numbers = new double[numberNames.size()];
    memory = schedule.memory();
    rule.settings().forEach(setting -> set(setting.name(), setting.value()));
    rule.scalars().forEach(scalar -> set(scalar.name(), scalar.value()));
  }

  /// The optimizer at step 0 for a parameter of these values.
  ///
  /// @param path the parameter's name, for optimizers whose rule depends on it
  /// @throws IllegalArgumentException if there are not as many values as the shape has
  public static ReferenceOptimizer of(
      Optimizer optimizer, String path, Shape shape, double... values) {
    checkLength("values", values.length, shape);
    return new ReferenceOptimizer(optimizer.rate(), optimizer.rule(path, shape), shape, values);
  }

  private static void checkLength(String what, int length, Shape shape) {
    if (length != shape.size()) {
      throw new IllegalArgumentException(
          "a parameter of shape "
              + shape
              + " needs "
              + shape.size()
              + " "
              + what
              + ", got "
              + length);
    }
  }

  /// Changes the values by one step along the gradient.
  public void step(double... gradient) {
    begin(gradient);
    rule.assignments().forEach(this::apply);
  }

  /// Does one step, as [#step], and tells how element `element` came to its new value.
  ///
  /// @param digits significant digits of the numbers in the texts
  public List<UpdateLine> explain(int element, int digits, double... gradient) {
    begin(gradient);
    List<UpdateLine> lines = new ArrayList<>();
    for (Assignment line : rule.assignments()) {
      String formula = line.formula();
      String latex = Text.latex(Expr.input(0, line.target())) + " \\leftarrow " + latex(line);
      double[] inputs = element(element);
      String withNumbers = withNumbers(line, inputs, digits);
      String latexNumbers = latexNumbers(line, inputs, digits);
      apply(line);
      int array = arrayNames.indexOf(line.target());
      double value =
          array >= 0 ? arrays[array][element] : numbers[numberNames.indexOf(line.target())];
      lines.add(new UpdateLine(line.target(), formula, withNumbers, latex, latexNumbers, value));
    }
    return lines;
  }

  private void begin(double[] gradient) {
    checkLength("gradients", gradient.length, shape);
    set(Rule.RATE, rate());
    step++;
    set(Rule.STEP, step);
    arrays[1] = gradient.clone();
  }

  private void apply(Assignment line) {
    switch (line) {
      case Assignment.Formula(String target, Expr value) -> {
        if (Exprs.isUniform(value) && numberNames.contains(target)) {
          set(target, Evaluate.in(value, NONE, numbers));
        } else {
          array(target, value);
        }
      }
      case Assignment.Norm(String target, String of) -> {
        double squares = 0;
        for (double value : arrays[arrayNames.indexOf(of)]) {
          squares += value * value;
        }
        set(target, Math.sqrt(squares));
      }
      case Assignment.Orthogonal(String target, String of) ->
          arrays[arrayNames.indexOf(target)] =
              NewtonSchulz.orthogonal(arrays[arrayNames.indexOf(of)], NewtonSchulz.columns(shape));
    }
  }

  private void array(String target, Expr value) {
    double[] result = new double[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Evaluate.in(value, element(i), numbers);
    }
    arrays[arrayNames.indexOf(target)] = result;
  }

  private double[] element(int i) {
    double[] inputs = new double[arrays.length];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = arrays[k][i];
    }
    return inputs;
  }

  private void set(String number, double value) {
    numbers[numberNames.indexOf(number)] = value;
  }

  private static String latex(Assignment line) {
    return switch (line) {
      case Assignment.Formula formula -> Text.latex(formula.value());
      case Assignment.Norm norm -> "\\lVert " + Text.latex(Expr.input(0, norm.of())) + " \\rVert";
      case Assignment.Orthogonal matrix ->
          "\\operatorname{orthogonal}(" + Text.latex(Expr.input(0, matrix.of())) + ")";
    };
  }

  /// Lines over whole tensors have no numbers of one element.
  private String withNumbers(Assignment line, double[] inputs, int digits) {
    return line instanceof Assignment.Formula formula
        ? Text.withNumbers(formula.value(), inputs, numbers, digits)
        : line.formula();
  }

  private String latexNumbers(Assignment line, double[] inputs, int digits) {
    return line instanceof Assignment.Formula formula
        ? Text.latexWithNumbers(formula.value(), inputs, numbers, digits)
        : latex(line);
  }

  /// Shows the schedule a metric, usually the validation loss after an epoch.
  public void observe(double metric) {
    schedule.observe(metric, memory);
  }

  /// The rate of the step to come.
  public double rate() {
    return schedule.rate(step, memory);
  }

  /// How many steps were done.
  public long steps() {
    return step;
  }

  /// The parameter as it is now; a copy.
  public double[] values() {
    return arrays[0].clone();
  }

  /// A state or local array as the last step left it; a copy.
  public double[] array(String name) {
    return arrays[index(arrayNames, name)].clone();
  }

  /// Sets the parameter, where something else has changed it.
  public void setValues(double... values) {
    checkLength("values", values.length, shape);
    arrays[0] = values.clone();
  }

  /// Sets a state array, to begin in the middle.
  public void setState(String name, double... values) {
    checkLength("numbers", values.length, shape);
    if (!rule.state().contains(name)) {
      throw new IllegalArgumentException("no state \"" + name + "\" in " + rule.state());
    }
    arrays[arrayNames.indexOf(name)] = values.clone();
  }

  /// Goes on as if `steps` steps were done.
  public void setSteps(long steps) {
    step = steps;
  }

  /// A number of the rule as the last step left it, such as `rate`, `t` or a scalar.
  public double number(String name) {
    return numbers[index(numberNames, name)];
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no \"" + name + "\" in this rule; it has " + names);
    }
    return index;
  }
}
