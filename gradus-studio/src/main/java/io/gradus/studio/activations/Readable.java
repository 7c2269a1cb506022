package io.gradus.studio.activations;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import java.math.BigDecimal;
import java.math.MathContext;

/// Formulas for reading: numbers to six digits.
final class Readable {
  private static final int DIGITS = 6;

  private Readable() {}

  /// The formula in LaTeX; a function that is a name only, such as `sigma(z)`, is also spelled out.
  static String latex(Expr e) {
    String written = Text.latex(rounded(e));
    boolean nameOnly =
        e instanceof Unary(var op, var _)
            && (op == UnaryOp.SIGMOID || op == UnaryOp.TANH || op == UnaryOp.SOFTPLUS);
    return nameOnly ? written + " = " + Text.latex(rounded(Text.expanded(e))) : written;
  }

  /// The formula with the numbers of its inputs in it.
  static String latex(Expr e, double[] inputs, int digits) {
    return Text.latexWithNumbers(e, inputs, new double[0], digits);
  }

  /// The formula with numbers such as 1.7580993408473766 cut to what a reader takes in.
  private static Expr rounded(Expr e) {
    return e instanceof Literal(double value) && !known(value)
        ? lit(new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue())
        : Exprs.mapOperands(e, Readable::rounded);
  }

  /// Whether texts have a name for it, such as a root or a fraction.
  private static boolean known(double value) {
    return !Text.latex(lit(value)).matches("-?[0-9.]+");
  }
}
