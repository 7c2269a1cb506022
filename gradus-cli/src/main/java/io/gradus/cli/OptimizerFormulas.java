package io.gradus.cli;

import io.gradus.explain.Writer;
import io.gradus.optim.FormulaLine;
import io.gradus.optim.Lbfgs;
import io.gradus.optim.Optimizer;
import io.gradus.optim.Rule;
import io.gradus.optim.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The formulas of an optimizer and their source, as `gradus explain adam` prints them.
///
/// @param lines in the order of a step
/// @param settings what the names in the lines stand for; empty if there is nothing to say
record OptimizerFormulas(String name, String source, List<FormulaLine> lines, String settings) {
  static final String LBFGS = "lbfgs";

  OptimizerFormulas {
    lines = List.copyOf(lines);
  }

  static boolean named(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    return name.equals(LBFGS)
        || Arrays.stream(Method.values()).anyMatch(method -> method.toString().equals(name));
  }

  /// Those of a name for which [#named] holds.
  static OptimizerFormulas of(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    if (name.equals(LBFGS)) {
      Lbfgs method = new Lbfgs();
      String memory =
          "g_k is the gradient at x_k; m = %d steps are remembered".formatted(method.memory());
      return new OptimizerFormulas(name, method.citation(), method.formulas(), memory);
    }
    Method method = Method.named(name);
    Optimizer optimizer = method.with(Schedule.constant(method.usualRate), method.usualDecay);
    Rule rule = optimizer.rule();
    String settings =
        rule.settings().stream()
            .map(setting -> setting.name() + " = " + setting.value())
            .collect(Collectors.joining(", "));
    String rate = "rate = " + method.usualRate;
    return new OptimizerFormulas(
        name,
        optimizer.citation(),
        FormulaLine.of(optimizer),
        "p is a weight, g its gradient, t the step from 1; with "
            + (settings.isEmpty() ? rate : settings + ", " + rate));
  }

  String write(Writer format) {
    return switch (format) {
      case TEXT, HTML ->
          "%s (%s)%n%n".formatted(name, source)
              + all("  %-12s <- %s%n", false)
              + "%n%s%n".formatted(settings);
      case MARKDOWN ->
          "# %s%n%n%s.%n%n".formatted(name, source)
              + all("- `%s <- %s`%n", false)
              + "%n%s.%n".formatted(settings);
      case LATEX ->
          "%% %s: %s%n\\begin{align*}%n".formatted(name, source)
              + all("&%2$s \\\\%n", true)
              + "\\end{align*}%n%% %s%n".formatted(settings);
    };
  }

  private String all(String pattern, boolean latex) {
    return lines.stream()
        .map(line -> pattern.formatted(line.target(), latex ? line.latex() : line.formula()))
        .collect(Collectors.joining());
  }
}
