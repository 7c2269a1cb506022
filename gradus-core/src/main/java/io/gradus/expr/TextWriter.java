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
import io.gradus.expr.Notation.Binding;
import io.gradus.expr.Notation.Case;
import io.gradus.expr.Notation.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// Walks a formula and writes it as a textbook would: squares, signs in front, numbers before
/// letters.
record TextWriter(Notation notation, Function<Expr, Piece> leaves, DoubleFunction<String> numbers) {

  String write(Expr e) {
    return piece(e, true).text();
  }

  /// `e`, in parentheses if it holds less tightly than `need`, or starts with a minus after another
  /// sign.
  private String part(Expr e, Binding need, boolean first) {
    Piece piece = piece(e, first);
    boolean bare = piece.holds(need) && (first || !piece.isNegative());
    return bare ? piece.text() : notation.parentheses(write(e));
  }

  private Piece piece(Expr e, boolean first) {
    return switch (e) {
      case Literal(double value) -> literal(value, first);
      case Input _, Argument _ -> e.equals(Constants.PI) ? notation.name("pi") : leaves.apply(e);
      case Unary(var op, var x) -> function(op, x, first);
      case Fma(var a, var b, var c) -> piece(a.times(b).plus(c), first);
      case Select select -> choice(select);
      case Binary binary -> binary(binary, first);
    };
  }

  private Piece binary(Binary e, boolean first) {
    return switch (e.op()) {
      case ADD -> sum(e.left(), e.right(), first);
      case SUB -> minus(e.left(), e.right(), first);
      case MUL, DIV -> signed(e, first);
      case POW -> raised(e.left(), exponent(piece(e.right(), true)));
      case MIN, MAX ->
          notation.call(
              e.op().name().toLowerCase(Locale.ROOT), List.of(write(e.left()), write(e.right())));
    };
  }

  private Piece literal(double value, boolean first) {
    Optional<Expr> symbol = Constants.of(Math.abs(value));
    if (symbol.isEmpty()) {
      return notation.number(numbers.apply(value));
    }
    return value < 0 ? negative(symbol.get()) : piece(symbol.get(), first);
  }

  private Piece function(UnaryOp op, Expr x, boolean first) {
    return switch (op) {
      case NEG ->
          x instanceof Unary(var inner, var y) && inner == UnaryOp.EXPM1
              ? minus(lit(1), y.exp(), first)
              : negative(x);
      case EXP -> exponential(x);
      case EXPM1 -> piece(x.exp().minus(1), first);
      case LOG1P -> piece(lit(1).plus(x).log(), first);
      default -> notation.call(op, piece(x, true));
    };
  }

  private Piece negative(Expr x) {
    Piece inner = piece(x, false);
    boolean product = inner.binding() == Binding.PRODUCT && !inner.isNegative();
    return new Piece(
        "-" + part(x, Binding.PRODUCT, false), product ? Binding.PRODUCT : Binding.SIGN);
  }

  private Piece sum(Expr left, Expr right, boolean first) {
    Optional<Expr> taken = Signs.withoutMinus(right);
    if (taken.isPresent()) {
      return minus(left, taken.get(), first);
    }
    Optional<Expr> takenLeft = Signs.withoutMinus(left);
    if (takenLeft.isPresent()) {
      return minus(right, takenLeft.get(), first);
    }
    return new Piece(
        part(left, Binding.SUM, first) + " + " + part(right, Binding.SUM, false), Binding.SUM);
  }

  private Piece minus(Expr left, Expr right, boolean first) {
    Optional<Expr> taken = Signs.withoutMinus(right);
    if (taken.isPresent()) {
      return sum(left, taken.get(), first);
    }
    return new Piece(
        part(left, Binding.SUM, first) + " - " + part(right, Binding.PRODUCT, false), Binding.SUM);
  }

  private Piece signed(Expr e, boolean first) {
    Optional<Expr> taken = Signs.withoutMinus(e);
    if (taken.isPresent()) {
      return negative(taken.get());
    }
    Binary binary = (Binary) e;
    return binary.op() == BinaryOp.MUL
        ? product(Factors.of(binary), first)
        : quotient(binary.left(), binary.right(), first);
  }

  private Piece product(List<Factors.Power> factors, boolean first) {
    if (factors.size() == 1) {
      return factor(factors.getFirst(), first);
    }
    String text = "";
    for (int i = 0; i < factors.size(); i++) {
      boolean last = i == factors.size() - 1;
      Piece piece = factor(factors.get(i), first && i == 0);
      // (a / b) * c reads better than a / b * c, though it means the same.
      boolean bare =
          piece.holds(last ? Binding.PRODUCT : Binding.SIGN)
              && (first && i == 0 || !piece.isNegative());
      String next = bare ? piece.text() : notation.parentheses(piece.text());
      text = i == 0 ? next : notation.times(text, next);
    }
    return new Piece(text, Binding.PRODUCT);
  }

  private Piece factor(Factors.Power factor, boolean first) {
    return factor.exponent() == 1
        ? piece(factor.base(), first)
        : raised(factor.base(), String.valueOf(factor.exponent()));
  }

  private Piece quotient(Expr top, Expr below, boolean first) {
    return notation.delimits()
        ? notation.over(write(top), write(below))
        : notation.over(part(top, Binding.PRODUCT, first), part(below, Binding.SIGN, false));
  }

  private Piece exponential(Expr x) {
    return notation.power("e", exponent(piece(x, true)));
  }

  private Piece raised(Expr base, String exponent) {
    return notation.power(part(base, Binding.ATOM, false), exponent);
  }

  private String exponent(Piece exponent) {
    boolean bare =
        notation.delimits()
            || exponent.holds(Binding.ATOM)
            || exponent.text().matches("-[\\p{L}\\p{M}\\p{Nd}₀-₉_.]+");
    return bare ? exponent.text() : notation.parentheses(exponent.text());
  }

  private Piece choice(Select select) {
    Optional<Expr> signOf = Signs.signOf(select);
    if (signOf.isPresent()) {
      return notation.call("sign", List.of(write(signOf.get())));
    }
    List<Case> cases = new ArrayList<>();
    Expr rest = select;
    while (rest instanceof Select(Comparison op, var left, var right, var yes, var no)
        && Signs.signOf(rest).isEmpty()) {
      cases.add(new Case(part(yes, Binding.SUM, true), write(left), op, write(right)));
      rest = no;
    }
    return notation.cases(cases, write(rest));
  }
}
