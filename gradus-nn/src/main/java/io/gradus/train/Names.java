package io.gradus.train;

import io.gradus.expr.Numbers;
import io.gradus.nn.Input;
import java.util.List;

/// Lists of names, and other things in a line, short enough for an error message.
final class Names {
  private static final int SHOWN = 20;

  private Names() {}

  static String listed(List<String> names) {
    if (names.size() <= SHOWN) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, SHOWN)) + ", ... (" + names.size() + " in all)";
  }

  /// The same with each name in quotes, so that one with a comma is told from two.
  static String quoted(List<String> names) {
    return listed(names.stream().map(name -> '"' + name + '"').toList());
  }

  /// A data set in one line: how many samples, their shape, and what is to be predicted.
  static String text(Dataset data) {
    return data.size()
        + (data.size() == 1 ? " sample " : " samples ")
        + inputs(data.inputs())
        + ", "
        + text(data.target());
  }

  /// `of shape [2]`, or by name and kind where there is more than one input of numbers.
  static String inputs(List<Input> inputs) {
    Input first = inputs.getFirst();
    boolean plain = inputs.size() == 1 && !first.isIndices();
    return plain
        ? "of shape " + first.sample()
        : "of " + String.join(", ", inputs.stream().map(Input::described).toList());
  }

  static String text(Target target) {
    return switch (target) {
      case Target.Classes classes ->
          classes.names().size() + " classes: " + listed(classes.names());
      case Target.Values numbers -> "predicting " + listed(numbers.names());
    };
  }

  /// The same with how many labels a sample has, where it has several.
  static String asked(Target target) {
    return target instanceof Target.Classes classes && classes.each().rank() > 0
        ? text(target) + ", for each of " + classes.each().size() + " labels of a sample"
        : text(target);
  }

  static String text(Metric metric) {
    return metric.name() + " " + Numbers.format(metric.value(), 6);
  }
}
