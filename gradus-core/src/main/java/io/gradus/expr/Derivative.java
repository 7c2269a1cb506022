package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

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
import java.util.function.Predicate;

/// `de/dx` of a formula, as another formula.
///
/// Where a formula has a kink, one slope is chosen, always the same:
///
/// * `|x|` has slope 0 at 0, and NaN at NaN, as the sign of `x` has in NumPy;
/// * `max(a, b)` and `min(a, b)` have the slope of the winner. At a tie a part without inputs wins,
///   so that `max(x, 0)` has slope 0 at 0; two parts with inputs, or two without, share it half and
///   half, as in PyTorch. NaN counts as a tie;
/// * `floor`, `ceil` and `round` have slope 0 everywhere;
/// * a selection has the slope of the branch taken, and the condition none;
/// * `x^0` has slope 0 even at 0, and `0^y` has slope 0 in `y`.
///
/// Elsewhere the derivative is the true one. It is infinite where the true one is, such as
/// `sqrt(x)` at 0, and NaN where the chain rule multiplies such an infinity by a slope of 0, as for
/// `sqrt(round(x))` at 0.
public final class Derivative {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private final Predicate<Expr> variable;

  private Derivative(Predicate<Expr> variable) {
    this.variable = variable;
  }

  /// The slope of `e` in input `index`, simplified.
  public static Expr of(Expr e, int index) {
    return of(e, index, e);
  }

  /// The slope of `e` in input `index`, written in the output `y` of `e` wherever that is shorter.
  ///
  /// `e^x` has slope `y`, sigmoid `y * (1 - y)`, tanh `1 - y^2`, a square root `0.5 / y`: none of
  /// them mentions `x`, so `x` need not be kept for the backward pass.
  public static Expr of(Expr e, int index, Expr y) {
    return new Derivative(part -> part instanceof Input input && input.index() == index)
        .whole(e, y);
  }

  /// The slope of `e` in argument `index`: of a learnable exponent, or of a slider.
  public static Expr ofArgument(Expr e, int index) {
    return ofArgument(e, index, e);
  }

  /// The slope of `e` in argument `index`, written in the output `y` of `e` wherever that is
  /// shorter.
  public static Expr ofArgument(Expr e, int index, Expr y) {
    return new Derivative(part -> part instanceof Argument argument && argument.index() == index)
        .whole(e, y);
  }

  private Expr whole(Expr e, Expr y) {
    Expr slope = slope(e, y);
    return y.equals(e) ? slope : Exprs.replace(slope, e, y);
  }

  private Expr slope(Expr e) {
    return slope(e, e);
  }

  private Expr slope(Expr e, Expr y) {
    return switch (e) {
      case Literal _ -> lit(0);
      case Input _, Argument _ -> lit(variable.test(e) ? 1 : 0);
      case Unary(var op, var x) -> chain(op, x, slope(x), y, !y.equals(e));
      case Binary(var op, var left, var right) -> binary(op, left, right, y);
      case Fma(var a, var b, var c) -> Algebra.sum(product(a, b), slope(c));
      case Select(var op, var left, var right, var yes, var no) ->
          Simplify.select(op, left, right, slope(yes), slope(no));
    };
  }

  private static Expr chain(UnaryOp op, Expr x, Expr dx, Expr y, boolean ownName) {
    if (Simplify.is(dx, 0)) {
      return dx;
    }
    return switch (op) {
      case NEG -> Algebra.negation(dx);
      case ABS -> absolute(x, dx);
      case SQRT -> Algebra.quotient(Algebra.product(lit(0.5), dx), y);
      case LOG -> Algebra.quotient(dx, x);
      case LOG1P -> Algebra.quotient(dx, Algebra.sum(lit(1), x));
      default -> Algebra.product(slopeOf(op, x, y, ownName), dx);
    };
  }

  /// The slope of a smooth function at `x`; `y` is its value, and short if `ownName`.
  private static Expr slopeOf(UnaryOp op, Expr x, Expr y, boolean ownName) {
    return switch (op) {
      case FLOOR, CEIL, ROUND -> lit(0);
      case EXP -> y;
      // e^x - 1 + 1 loses small slopes, but then the output is all that there is.
      case EXPM1 -> ownName ? Algebra.sum(y, lit(1)) : x.exp();
      case TANH -> Algebra.difference(lit(1), Algebra.square(y));
      case ERF -> gaussian(TWO_OVER_SQRT_PI, x);
      case ERFC -> gaussian(-TWO_OVER_SQRT_PI, x);
      case SIGMOID -> Algebra.product(y, Algebra.difference(lit(1), y));
      // sigmoid(x) = 1 - e^-y, since e^y = 1 + e^x.
      case SOFTPLUS -> ownName ? Algebra.negation(Algebra.negation(y).expm1()) : x.sigmoid();
      case SIN -> x.cos();
      case COS -> Algebra.negation(x.sin());
      case NEG, ABS, SQRT, LOG, LOG1P -> throw new AssertionError(op);
    };
  }

  private static Expr gaussian(double factor, Expr x) {
    return Algebra.product(lit(factor), Algebra.negation(Algebra.square(x)).exp());
  }

  private static Expr absolute(Expr x, Expr dx) {
    Expr one = dx instanceof Literal ? dx : lit(1);
    Expr sign =
        Simplify.select(
            Comparison.GT,
            x,
            lit(0),
            one,
            // What is left is 0 or NaN: its own slope.
            Simplify.select(Comparison.LT, x, lit(0), Algebra.negation(one), x));
    return dx instanceof Literal ? sign : Algebra.product(sign, dx);
  }

  private Expr binary(BinaryOp op, Expr a, Expr b, Expr y) {
    return switch (op) {
      case ADD -> Algebra.sum(slope(a), slope(b));
      case SUB -> Algebra.difference(slope(a), slope(b));
      case MUL -> product(a, b);
      case DIV -> quotient(a, b, y);
      case MIN -> winner(Comparison.LT, a, b);
      case MAX -> winner(Comparison.GT, a, b);
      case POW -> power(a, b, y);
    };
  }

  private Expr product(Expr a, Expr b) {
    return Algebra.sum(Algebra.product(slope(a), b), Algebra.product(a, slope(b)));
  }

  private Expr quotient(Expr a, Expr b, Expr y) {
    Expr da = slope(a);
    Expr db = slope(b);
    if (Simplify.is(db, 0)) {
      return Algebra.quotient(da, b);
    }
    if (Simplify.is(da, 0) && y.equals(a.over(b))) {
      return Algebra.negation(Algebra.quotient(Algebra.product(a, db), Algebra.square(b)));
    }
    // Not (da b - a db) / b^2, whose square overflows in float long before the slope does.
    return Algebra.quotient(Algebra.difference(da, Algebra.product(y, db)), b);
  }

  private Expr winner(Comparison leftWins, Expr a, Expr b) {
    Expr da = slope(a);
    Expr db = slope(b);
    if (Exprs.isUniform(a) != Exprs.isUniform(b)) {
      return Exprs.isUniform(b)
          ? Simplify.select(leftWins, a, b, da, db)
          : Simplify.select(leftWins, b, a, db, da);
    }
    Expr shared = Algebra.product(lit(0.5), Algebra.sum(da, db));
    Expr rightOrBoth = Simplify.select(leftWins, b, a, db, shared);
    return Simplify.select(leftWins, a, b, da, rightOrBoth);
  }

  private Expr power(Expr a, Expr b, Expr y) {
    Expr da = slope(a);
    Expr db = slope(b);
    Expr fromBase = Simplify.is(da, 0) ? da : Algebra.product(powerRule(a, b), da);
    Expr fromExponent = Simplify.is(db, 0) ? db : Algebra.product(exponentRule(a, y), db);
    return Algebra.sum(fromBase, fromExponent);
  }

  private static Expr powerRule(Expr a, Expr b) {
    if (b instanceof Literal(double n)) {
      return Algebra.product(b, Simplify.binary(BinaryOp.POW, a, lit(n - 1)));
    }
    Expr slope = Algebra.product(b, a.pow(Algebra.difference(b, lit(1))));
    // 0 * 0^-1 would be NaN.
    return Simplify.select(Comparison.EQ, b, lit(0), lit(0), slope);
  }

  private static Expr exponentRule(Expr a, Expr y) {
    Expr slope = Algebra.product(y, Simplify.unary(UnaryOp.LOG, a));
    // 0 * log 0 would be NaN.
    return Simplify.select(Comparison.EQ, a, lit(0), lit(0), slope);
  }
}
