package io.gradus.expr;

import io.gradus.expr.Expr.Argument;
import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.Fma;
import io.gradus.expr.Expr.Input;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;

/// The value of a formula in `double`: the reading that gradient checks and worked examples trust.
///
/// Every function is within a few units of the last place (`exp`, `log` and their kin are those of
/// [StrictMath]), gives the same bits on every machine, and allocates nothing. Outside a function's
/// domain the result is NaN, as in IEEE.
public final class Evaluate {
  private static final double[] NONE = {};

  private Evaluate() {}

  /// The value of `e` where input `i` is `inputs[i]`, for a formula without arguments.
  public static double in(Expr e, double... inputs) {
    return in(e, inputs, NONE);
  }

  /// The value of `e` where input `i` is `inputs[i]` and argument `i` is `arguments[i]`.
  ///
  /// @throws IndexOutOfBoundsException if the formula names an input or argument that is not given
  public static double in(Expr e, double[] inputs, double[] arguments) {
    return switch (e) {
      case Literal literal -> literal.value();
      case Input input -> inputs[input.index()];
      case Argument argument -> arguments[argument.index()];
      case Unary unary -> apply(unary.op(), in(unary.x(), inputs, arguments));
      case Binary binary ->
          apply(
              binary.op(),
              in(binary.left(), inputs, arguments),
              in(binary.right(), inputs, arguments));
      case Fma fma ->
          Math.fma(
              in(fma.a(), inputs, arguments),
              in(fma.b(), inputs, arguments),
              in(fma.c(), inputs, arguments));
      case Select select -> {
        double left = in(select.left(), inputs, arguments);
        double right = in(select.right(), inputs, arguments);
        yield in(holds(select.op(), left, right) ? select.yes() : select.no(), inputs, arguments);
      }
    };
  }

  /// `op(x)`.
  public static double apply(UnaryOp op, double x) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SQRT -> Math.sqrt(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case TANH -> StrictMath.tanh(x);
      case ERF -> ErrorFunction.erf(x);
      case ERFC -> ErrorFunction.erfc(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> softplus(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
    };
  }

  /// `left op right`; powers as [StrictMath#pow].
  public static double apply(BinaryOp op, double left, double right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case POW -> StrictMath.pow(left, right);
    };
  }

  /// Whether `left op right`; with NaN only [Comparison#NE] holds.
  public static boolean holds(Comparison op, double left, double right) {
    return switch (op) {
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
      case EQ -> left == right;
      case NE -> left != right;
    };
  }

  private static double sigmoid(double x) {
    // The exponential of a negative number cannot overflow, so both tails stay exact.
    double small = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? small : 1) / (1 + small);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
