package io.gradus.optim;

import io.gradus.expr.Expr;

/// `target <- ...`: one line of an update [Rule].
public sealed interface Assignment {
  /// The name of what is set: the parameter, a state array, a scalar or a local value.
  String target();

  /// `target <- value`, for every element, or once per step when the value has no element in it.
  record Formula(String target, Expr value) implements Assignment {}

  /// `target <- |of|`: the Euclidean norm of a whole tensor, a number.
  record Norm(String target, String of) implements Assignment {}
}
