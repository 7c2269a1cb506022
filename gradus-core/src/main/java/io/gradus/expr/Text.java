package io.gradus.expr;

import io.gradus.expr.Expr.BinaryOp;
import java.util.Locale;
import java.util.function.IntFunction;

/// Formulas as plain text.
public final class Text {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int PREFIX = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  private Text() {}

  /// The formula over these texts for its inputs and arguments, with as few parentheses as it
  /// needs.
  public static String plain(Expr e, IntFunction<String> inputs, IntFunction<String> arguments) {
    return switch (e) {
      case Expr.Literal literal -> Numbers.format(literal.value(), 7);
      case Expr.Input input -> inputs.apply(input.index());
      case Expr.Argument argument -> arguments.apply(argument.index());
      case Expr.Unary unary -> unary(unary, inputs, arguments);
      case Expr.Binary binary -> binary(binary, inputs, arguments);
      case Expr.Fma fma -> plain(fma.a().times(fma.b()).plus(fma.c()), inputs, arguments);
      case Expr.Select select ->
          String.format(
              "(%s %s %s ? %s : %s)",
              plain(select.left(), inputs, arguments),
              symbol(select.op()),
              plain(select.right(), inputs, arguments),
              plain(select.yes(), inputs, arguments),
              plain(select.no(), inputs, arguments));
    };
  }

  private static String unary(
      Expr.Unary e, IntFunction<String> inputs, IntFunction<String> arguments) {
    return switch (e.op()) {
      case NEG -> "-" + within(e.x(), PREFIX, inputs, arguments);
      case ABS -> "|" + plain(e.x(), inputs, arguments) + "|";
      case EXP -> "e^" + within(e.x(), ATOM, inputs, arguments);
      default ->
          e.op().name().toLowerCase(Locale.ROOT) + "(" + plain(e.x(), inputs, arguments) + ")";
    };
  }

  private static String binary(
      Expr.Binary e, IntFunction<String> inputs, IntFunction<String> arguments) {
    if (e.op() == BinaryOp.MIN || e.op() == BinaryOp.MAX) {
      return e.op().name().toLowerCase(Locale.ROOT)
          + "("
          + plain(e.left(), inputs, arguments)
          + ", "
          + plain(e.right(), inputs, arguments)
          + ")";
    }
    if (e.op() == BinaryOp.MUL && e.left().equals(e.right())) {
      return within(e.left(), ATOM, inputs, arguments) + "^2";
    }
    int level = level(e);
    boolean strict = e.op() == BinaryOp.SUB || e.op() == BinaryOp.DIV || e.op() == BinaryOp.POW;
    String left = within(e.left(), e.op() == BinaryOp.POW ? ATOM : level, inputs, arguments);
    String right = within(e.right(), strict ? level + 1 : level, inputs, arguments);
    return switch (e.op()) {
      case ADD -> left + " + " + right;
      case SUB -> left + " - " + right;
      case MUL -> left + " * " + right;
      case DIV -> left + " / " + right;
      default -> left + "^" + right;
    };
  }

  private static String within(
      Expr e, int level, IntFunction<String> inputs, IntFunction<String> arguments) {
    String text = plain(e, inputs, arguments);
    return level(e) < level ? "(" + text + ")" : text;
  }

  private static int level(Expr e) {
    return switch (e) {
      case Expr.Literal literal -> literal.value() < 0 ? PREFIX : ATOM;
      case Expr.Unary unary ->
          switch (unary.op()) {
            case NEG -> PREFIX;
            case EXP -> POWER;
            default -> ATOM;
          };
      case Expr.Binary binary ->
          switch (binary.op()) {
            case ADD, SUB -> SUM;
            case DIV -> PRODUCT;
            case MUL -> binary.left().equals(binary.right()) ? POWER : PRODUCT;
            case POW -> POWER;
            case MIN, MAX -> ATOM;
          };
      case Expr.Fma fma -> SUM;
      default -> ATOM;
    };
  }

  private static String symbol(Expr.Comparison op) {
    return switch (op) {
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
      case EQ -> "==";
      case NE -> "!=";
    };
  }
}
