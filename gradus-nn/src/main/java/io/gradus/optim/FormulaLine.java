package io.gradus.optim;

import io.gradus.Shape;
import java.util.List;

/// `target <- formula`: one line of an optimizer, as people read it.
///
/// @param formula plain text
/// @param latex the whole line in LaTeX, for math mode
public record FormulaLine(String target, String formula, String latex) {

  /// The lines of an optimizer's rule, in order.
  public static List<FormulaLine> of(Optimizer optimizer) {
    return ReferenceOptimizer.of(optimizer, "", Shape.of(1, 1), 1).explain(0, 6, 1).stream()
        .map(line -> new FormulaLine(line.target(), line.formula(), line.latex()))
        .toList();
  }
}
