package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.Fma;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Select;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;

/// A shorter formula with the same value: `x * 1` is `x`, `a + (-b)` is `a - b`, `2 * 3` is `6`.
///
/// Only folds that are exact for finite numbers: the value stays the same to the bit, but for the
/// sign of a zero and for literals, which fold in `double`, and only when the result is finite.
/// Nothing is reassociated, and `0 * x` stays, since `x` may be infinite.
public final class Simplify {
  private Simplify() {}

  /// `e` simplified from the leaves up; the same formula gives the same result always.
  public static Expr of(Expr e) {
    return step(Exprs.mapOperands(e, Simplify::of));
  }

  private static Expr step(Expr e) {
    return switch (e) {
      case Unary(var op, var x) -> unary(op, x);
      case Binary(var op, var left, var right) -> binary(op, left, right);
      case Fma(var a, var b, var c) -> fma(a, b, c);
      case Select(var op, var left, var right, var yes, var no) -> select(op, left, right, yes, no);
      default -> e;
    };
  }

  static Expr unary(UnaryOp op, Expr x) {
    if (x instanceof Literal(double value)) {
      double folded = Evaluate.apply(op, value);
      if (Double.isFinite(folded)) {
        return lit(folded);
      }
    }
    return switch (op) {
      case NEG -> negative(x);
      case ABS ->
          x instanceof Unary(var inner, var y) && inner == UnaryOp.NEG
              ? unary(op, y)
              : again(op, x);
      case FLOOR, CEIL, ROUND -> isWhole(x) ? x : new Unary(op, x);
      default -> new Unary(op, x);
    };
  }

  private static Expr again(UnaryOp op, Expr x) {
    return x instanceof Unary inner && inner.op() == op ? x : new Unary(op, x);
  }

  private static boolean isWhole(Expr x) {
    return x instanceof Unary inner
        && switch (inner.op()) {
          case FLOOR, CEIL, ROUND -> true;
          default -> false;
        };
  }

  private static Expr negative(Expr x) {
    if (isNegation(x)) {
      return ((Unary) x).x();
    }
    if (x instanceof Binary(var op, var left, var right) && op == BinaryOp.SUB) {
      return binary(BinaryOp.SUB, right, left);
    }
    return new Unary(UnaryOp.NEG, x);
  }

  static Expr binary(BinaryOp op, Expr left, Expr right) {
    if (left instanceof Literal(double a) && right instanceof Literal(double b)) {
      double folded = Evaluate.apply(op, a, b);
      if (Double.isFinite(folded)) {
        return lit(folded);
      }
    }
    return switch (op) {
      case ADD -> sum(left, right);
      case SUB -> difference(left, right);
      case MUL -> product(left, right);
      case DIV -> quotient(left, right);
      case MIN, MAX -> left.equals(right) ? left : new Binary(op, left, right);
      case POW -> power(left, right);
    };
  }

  private static Expr sum(Expr left, Expr right) {
    if (is(right, 0)) {
      return left;
    }
    if (is(left, 0)) {
      return right;
    }
    if (isNegation(right)) {
      return binary(BinaryOp.SUB, left, ((Unary) right).x());
    }
    if (isNegation(left)) {
      return binary(BinaryOp.SUB, right, ((Unary) left).x());
    }
    return new Binary(BinaryOp.ADD, left, right);
  }

  private static Expr difference(Expr left, Expr right) {
    if (is(right, 0)) {
      return left;
    }
    if (is(left, 0)) {
      return unary(UnaryOp.NEG, right);
    }
    if (isNegation(right)) {
      return binary(BinaryOp.ADD, left, ((Unary) right).x());
    }
    return new Binary(BinaryOp.SUB, left, right);
  }

  private static Expr product(Expr left, Expr right) {
    if (is(right, 1)) {
      return left;
    }
    if (is(left, 1)) {
      return right;
    }
    if (is(right, -1)) {
      return unary(UnaryOp.NEG, left);
    }
    if (is(left, -1)) {
      return unary(UnaryOp.NEG, right);
    }
    if (isNegation(left) && isNegation(right)) {
      return binary(BinaryOp.MUL, ((Unary) left).x(), ((Unary) right).x());
    }
    return new Binary(BinaryOp.MUL, left, right);
  }

  private static Expr quotient(Expr left, Expr right) {
    if (is(right, 1)) {
      return left;
    }
    if (is(right, -1)) {
      return unary(UnaryOp.NEG, left);
    }
    if (isNegation(left) && isNegation(right)) {
      return binary(BinaryOp.DIV, ((Unary) left).x(), ((Unary) right).x());
    }
    return new Binary(BinaryOp.DIV, left, right);
  }

  private static Expr power(Expr base, Expr exponent) {
    // pow(x, 0) is 1 even for NaN; x * x is what a correct pow(x, 2) rounds to.
    if (is(exponent, 0) || is(base, 1)) {
      return lit(1);
    }
    if (is(exponent, 1)) {
      return base;
    }
    return is(exponent, 2)
        ? binary(BinaryOp.MUL, base, base)
        : new Binary(BinaryOp.POW, base, exponent);
  }

  static Expr fma(Expr a, Expr b, Expr c) {
    if (is(c, 0)) {
      return binary(BinaryOp.MUL, a, b);
    }
    if (is(a, 1)) {
      return binary(BinaryOp.ADD, b, c);
    }
    if (is(b, 1)) {
      return binary(BinaryOp.ADD, a, c);
    }
    if (is(a, -1)) {
      return binary(BinaryOp.SUB, c, b);
    }
    if (is(b, -1)) {
      return binary(BinaryOp.SUB, c, a);
    }
    if (isNegation(a) && isNegation(b)) {
      return fma(((Unary) a).x(), ((Unary) b).x(), c);
    }
    return new Fma(a, b, c);
  }

  static Expr select(Comparison op, Expr left, Expr right, Expr yes, Expr no) {
    if (left instanceof Literal(double a) && right instanceof Literal(double b)) {
      return Evaluate.holds(op, a, b) ? yes : no;
    }
    return yes.equals(no) ? yes : new Select(op, left, right, yes, no);
  }

  static boolean is(Expr e, double value) {
    // == on purpose: -0.0 is a zero here.
    return e instanceof Literal literal && literal.value() == value;
  }

  static boolean isNegation(Expr e) {
    return e instanceof Unary unary && unary.op() == UnaryOp.NEG;
  }
}
