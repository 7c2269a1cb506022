package io.gradus.kernel;

import io.gradus.expr.Expr;
import java.util.List;

/// The structure of a reduction along the innermost axis with an elementwise prologue: `fold_i
/// f(in_0[i], in_1[i], ...)`.
public record ReductionSpec(Fold fold, Expr prologue, List<Access> inputs, int arguments) {
  /// The structure with this prologue; the list is copied.
  public ReductionSpec {
    inputs = List.copyOf(inputs);
  }
}
