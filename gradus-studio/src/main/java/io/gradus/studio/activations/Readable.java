package io.gradus.studio.activations;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;

/// Formulas for reading: known constants by their names, others to six digits.
final class Readable {
  private static final Expr PI = Expr.input(Integer.MAX_VALUE, "pi");
  private static final int DIGITS = 6;

  private Readable() {}

  /// The formula in LaTeX; a function that is a name only, such as `sigma(z)`, is also spelled out.
  static String latex(Expr e) {
    String named = Text.latex(named(e));
    boolean nameOnly =
        e instanceof Unary(var op, var _)
            && (op == UnaryOp.SIGMOID || op == UnaryOp.TANH || op == UnaryOp.SOFTPLUS);
    return nameOnly ? named + " = " + Text.latex(named(Text.expanded(e))) : named;
  }

  /// The formula with the numbers of its inputs in it.
  static String latex(Expr e, double[] inputs, int digits) {
    return Text.latexWithNumbers(e, inputs, new double[0], digits);
  }

  private static Expr named(Expr e) {
    if (!(e instanceof Literal(double value))) {
      return Exprs.mapOperands(e, Readable::named);
    }
    if (value < 0) {
      return named(lit(-value)).negate();
    }
    if (value == 1 / Math.sqrt(2)) {
      return lit(1).over(lit(2).sqrt());
    }
    if (value == 1 / Math.sqrt(2 * Math.PI)) {
      return lit(1).over(lit(2).times(PI).sqrt());
    }
    if (value == 2 * Math.sqrt(2 / Math.PI)) {
      return lit(2).times(lit(2).over(PI).sqrt());
    }
    if (value == 1.0 / 6) {
      return lit(1).over(6);
    }
    return lit(rounded(value));
  }

  private static double rounded(double value) {
    return new java.math.BigDecimal(value).round(new java.math.MathContext(DIGITS)).doubleValue();
  }
}
