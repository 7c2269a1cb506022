package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;
import java.util.Optional;

/// Minus signs in formulas, for texts.
final class Signs {
  private Signs() {}

  /// `x` if `e` would be written `-x`: a negation, a negative number, or a product or quotient that
  /// starts with one; but not a square.
  static Optional<Expr> withoutMinus(Expr e) {
    return switch (e) {
      case Literal(double value) when value < 0 -> Optional.of(lit(-value));
      case Unary(var op, var x) when op == UnaryOp.NEG -> Optional.of(x);
      case Binary(var op, var left, var right) when op == BinaryOp.MUL -> product(left, right);
      case Binary(var op, var left, var right) when op == BinaryOp.DIV ->
          withoutMinus(left).map(top -> top.over(right));
      default -> Optional.empty();
    };
  }

  private static Optional<Expr> product(Expr left, Expr right) {
    if (left.equals(right)) {
      return Optional.empty();
    }
    Optional<Expr> taken = withoutMinus(left);
    if (taken.isPresent()) {
      return taken.map(positive -> Simplify.is(positive, 1) ? right : positive.times(right));
    }
    if (right instanceof Literal(double value) && value < 0) {
      return Optional.of(value == -1 ? left : left.times(lit(-value)));
    }
    return Optional.empty();
  }

  /// `x` if `e` is 1, 0 or -1 by the sign of `x`, as the derivative of `|x|` is; at NaN it may be 0
  /// or NaN.
  static Optional<Expr> signOf(Expr e) {
    return e instanceof Select(var op, var x, var zero, var one, var rest)
            && op == Comparison.GT
            && Simplify.is(zero, 0)
            && Simplify.is(one, 1)
            && rest instanceof Select(var below, var again, var same, var minus, var last)
            && below == Comparison.LT
            && again.equals(x)
            && same.equals(zero)
            && Simplify.is(minus, -1)
            && (Simplify.is(last, 0) || last.equals(x) || last.equals(x.times(0)))
        ? Optional.of(x)
        : Optional.empty();
  }
}
