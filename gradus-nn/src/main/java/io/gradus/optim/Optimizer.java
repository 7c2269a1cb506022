package io.gradus.optim;

import io.gradus.Shape;

/// How gradients change weights: a [Rule] and a [Schedule] for its rate.
///
/// Optimizers are records that hold nothing but their hyperparameters; what they remember of a
/// training run is in an [OptimizerRun]. To add one, write a record with a `rule()` and a
/// `citation()`; nothing has to be registered.
public interface Optimizer {
  /// The learning rate at each step.
  Schedule rate();

  /// How one step changes a parameter.
  Rule rule();

  /// The rule for one parameter, where it depends on its name or shape.
  default Rule rule(String path, Shape shape) {
    return rule();
  }

  /// The paper and the equation.
  String citation();

  /// What tables and logs print.
  default String name() {
    return getClass().getSimpleName();
  }
}
