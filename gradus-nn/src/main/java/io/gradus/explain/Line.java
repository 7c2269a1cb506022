package io.gradus.explain;

import io.gradus.expr.Expr;
import io.gradus.expr.Text;

/// One number of a walkthrough: what it is called, its formula, and the formula's numbers.
///
/// @param symbol its name, such as `net_h1` or `dE/dw5`
/// @param formula over inputs whose names are those of other lines
/// @param inputs the numbers of the formula's inputs, by index
/// @param result the number, computed by the double-precision engine
public record Line(String symbol, Expr formula, double[] inputs, double result) {
  private static final double[] NONE = {};

  /// `w1 * i1 + w2 * i2 + b1`.
  public String text() {
    return Text.plain(formula);
  }

  /// `0.15 * 0.05 + 0.2 * 0.1 + 0.35`.
  public String textWithNumbers(int digits) {
    return Text.withNumbers(formula, inputs, digits);
  }

  /// The formula in LaTeX.
  public String latex() {
    return Symbol.latex(formula);
  }

  /// The formula with its numbers in LaTeX.
  public String latexWithNumbers(int digits) {
    return Text.latexWithNumbers(formula, inputs, NONE, digits);
  }
}
