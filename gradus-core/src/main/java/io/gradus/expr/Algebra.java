package io.gradus.expr;

import static io.gradus.expr.Expr.lit;

import io.gradus.expr.Expr.Binary;
import io.gradus.expr.Expr.BinaryOp;
import io.gradus.expr.Expr.Literal;
import io.gradus.expr.Expr.Unary;
import io.gradus.expr.Expr.UnaryOp;

/// Sums and products as school algebra tidies them, for formulas that are being made and have no
/// rounding to keep yet.
///
/// Beyond [Simplify], a zero factor makes a zero, `x + x` is `2 * x`, signs move to the front, and
/// literal factors meet: `(-2 * x) * 0.5` is `-x`.
final class Algebra {
  private Algebra() {}

  static Expr sum(Expr a, Expr b) {
    if (a.equals(b)) {
      return product(lit(2), a);
    }
    if (isNegative(b)) {
      return difference(a, negation(b));
    }
    return isNegative(a) ? difference(b, negation(a)) : Simplify.binary(BinaryOp.ADD, a, b);
  }

  static Expr difference(Expr a, Expr b) {
    if (a.equals(b)) {
      return lit(0);
    }
    if (isNegative(b)) {
      return sum(a, negation(b));
    }
    if (isNegative(a)) {
      return negation(sum(negation(a), b));
    }
    return Simplify.binary(BinaryOp.SUB, a, b);
  }

  static Expr negation(Expr a) {
    if (a instanceof Binary(var op, var left, var right)
        && (op == BinaryOp.MUL || op == BinaryOp.DIV)
        && left instanceof Literal(double value)) {
      return op == BinaryOp.MUL ? product(lit(-value), right) : quotient(lit(-value), right);
    }
    return Simplify.unary(UnaryOp.NEG, a);
  }

  static Expr product(Expr a, Expr b) {
    double factor = factorOf(a) * factorOf(b);
    Expr restOfA = withoutFactor(a);
    Expr restOfB = withoutFactor(b);
    if (factor == 0) {
      return lit(0);
    }
    return scaled(factor, times(restOfA, restOfB));
  }

  static Expr quotient(Expr a, Expr b) {
    double factor = factorOf(a) / factorOf(b);
    if (factor == 0) {
      return lit(0);
    }
    if (a.equals(b)) {
      return lit(1);
    }
    Expr numerator = withoutFactor(a);
    Expr denominator = withoutFactor(b);
    if (Simplify.is(numerator, 1) && !Simplify.is(denominator, 1)) {
      return Simplify.binary(BinaryOp.DIV, lit(factor), denominator);
    }
    return scaled(factor, Simplify.binary(BinaryOp.DIV, numerator, denominator));
  }

  /// `e * e`.
  static Expr square(Expr e) {
    return product(e, e);
  }

  private static Expr times(Expr a, Expr b) {
    if (b instanceof Binary(var op, var one, var below)
        && op == BinaryOp.DIV
        && Simplify.is(one, 1)) {
      return Simplify.binary(BinaryOp.DIV, a, below);
    }
    if (a instanceof Binary(var op, var one, var below)
        && op == BinaryOp.DIV
        && Simplify.is(one, 1)) {
      return Simplify.binary(BinaryOp.DIV, b, below);
    }
    return Simplify.binary(BinaryOp.MUL, a, b);
  }

  private static Expr scaled(double factor, Expr e) {
    if (e instanceof Literal(double value)) {
      return lit(factor * value);
    }
    if (e instanceof Binary(var op, var top, var below)
        && op == BinaryOp.DIV
        && Simplify.is(top, 1)) {
      return new Binary(BinaryOp.DIV, lit(factor), below);
    }
    if (factor == -1) {
      return Simplify.unary(UnaryOp.NEG, e);
    }
    return Simplify.binary(BinaryOp.MUL, lit(factor), e);
  }

  private static boolean isNegative(Expr e) {
    return Simplify.isNegation(e)
        || e instanceof Binary(var op, var left, var _)
            && (op == BinaryOp.MUL || op == BinaryOp.DIV)
            && left instanceof Literal(double value)
            && value < 0;
  }

  private static double factorOf(Expr e) {
    return switch (e) {
      case Literal(double value) -> value;
      case Unary(var op, var x) when op == UnaryOp.NEG -> -factorOf(x);
      case Binary(var op, Literal(double value), var _) when isProduct(op) -> value;
      case Binary(var op, var _, Literal(double value)) when op == BinaryOp.MUL -> value;
      default -> 1;
    };
  }

  private static Expr withoutFactor(Expr e) {
    return switch (e) {
      case Literal _ -> lit(1);
      case Unary(var op, var x) when op == UnaryOp.NEG -> withoutFactor(x);
      case Binary(var op, Literal _, var right) when isProduct(op) ->
          op == BinaryOp.MUL ? right : new Binary(BinaryOp.DIV, lit(1), right);
      case Binary(var op, var left, Literal _) when op == BinaryOp.MUL -> left;
      default -> e;
    };
  }

  private static boolean isProduct(BinaryOp op) {
    return op == BinaryOp.MUL || op == BinaryOp.DIV;
  }
}
