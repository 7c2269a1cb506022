package io.gradus.expr;

import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Notation.Binding;
import io.gradus.expr.Notation.Piece;
import java.util.List;
import java.util.Locale;

/// `1 / (1 + e^-x)`, in ASCII or with the letters and signs of Unicode.
record PlainNotation(boolean unicode) implements Notation {

  @Override
  public Piece name(String name) {
    return new Piece(unicode ? Names.unicode(name) : name, Binding.ATOM);
  }

  @Override
  public Piece number(String formatted) {
    boolean bare = !formatted.startsWith("-") && formatted.indexOf('e') < 0;
    String text = unicode ? formatted.replace("inf", "∞") : formatted;
    return new Piece(text, bare ? Binding.ATOM : Binding.SIGN);
  }

  @Override
  public String parentheses(String inside) {
    return "(" + inside + ")";
  }

  @Override
  public String times(String left, String right) {
    return left + (unicode ? " · " : " * ") + right;
  }

  @Override
  public Piece over(String top, String below) {
    return new Piece(top + " / " + below, Binding.PRODUCT);
  }

  @Override
  public boolean delimits() {
    return false;
  }

  @Override
  public Piece power(String base, String exponent) {
    String raised =
        switch (exponent) {
          case "2" -> "²";
          case "3" -> "³";
          default -> "^" + exponent;
        };
    return new Piece(base + (unicode ? raised : "^" + exponent), Binding.POWER);
  }

  @Override
  public Piece call(UnaryOp op, Piece x) {
    if (op == UnaryOp.ABS) {
      return new Piece("|" + x.text() + "|", Binding.ATOM);
    }
    if (!unicode) {
      return call(op.name().toLowerCase(Locale.ROOT), List.of(x.text()));
    }
    return switch (op) {
      case SQRT ->
          new Piece("√" + (x.holds(Binding.ATOM) ? x.text() : parentheses(x.text())), Binding.ATOM);
      case SIGMOID -> call("σ", List.of(x.text()));
      case FLOOR -> new Piece("⌊" + x.text() + "⌋", Binding.ATOM);
      case CEIL -> new Piece("⌈" + x.text() + "⌉", Binding.ATOM);
      default -> call(op.name().toLowerCase(Locale.ROOT), List.of(x.text()));
    };
  }

  @Override
  public Piece call(String name, List<String> operands) {
    return new Piece(name + parentheses(String.join(", ", operands)), Binding.ATOM);
  }

  @Override
  public Piece cases(List<Case> cases, String otherwise) {
    StringBuilder text = new StringBuilder();
    for (Case one : cases) {
      text.append("if ").append(one.left()).append(sign(one.op())).append(one.right());
      text.append(" then ").append(one.yes()).append(" else ");
    }
    return new Piece(text.append(otherwise).toString(), Binding.CHOICE);
  }

  private String sign(Comparison op) {
    return switch (op) {
      case LT -> " < ";
      case LE -> unicode ? " ≤ " : " <= ";
      case GT -> " > ";
      case GE -> unicode ? " ≥ " : " >= ";
      case EQ -> " = ";
      case NE -> unicode ? " ≠ " : " != ";
    };
  }
}
