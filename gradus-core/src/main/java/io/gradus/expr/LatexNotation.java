package io.gradus.expr;

import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import io.gradus.expr.Notation.Binding;
import io.gradus.expr.Notation.Piece;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `\frac{1}{1 + e^{-x}}`, for math mode; `cases` needs `amsmath`, which KaTeX and MathJax bring.
record LatexNotation() implements Notation {

  @Override
  public Piece name(String name) {
    return new Piece(Names.latex(name), Binding.ATOM);
  }

  @Override
  public Piece number(String formatted) {
    boolean bare = !formatted.startsWith("-") && formatted.indexOf('e') < 0;
    return new Piece(Numbers.latex(formatted), bare ? Binding.ATOM : Binding.SIGN);
  }

  @Override
  public String parentheses(String inside) {
    return fenced("(", inside, ")");
  }

  private static String fenced(String open, String inside, String close) {
    boolean tall =
        inside.contains("\\frac") || inside.contains("\\begin") || inside.contains("\\left");
    return tall ? "\\left" + open + inside + "\\right" + close : open + inside + close;
  }

  @Override
  public String times(String left, String right) {
    // Two numbers side by side would read as one.
    boolean number = right.matches("[0-9].*|\\(-[0-9.]+\\).*");
    return left + (number ? " \\cdot " : "\\,") + right;
  }

  @Override
  public Piece over(String top, String below) {
    return new Piece("\\frac{" + top + "}{" + below + "}", Binding.SIGN);
  }

  @Override
  public boolean delimits() {
    return true;
  }

  @Override
  public Piece power(String base, String exponent) {
    return new Piece(base + "^{" + exponent + "}", Binding.POWER);
  }

  @Override
  public Piece call(UnaryOp op, Piece x) {
    String text =
        switch (op) {
          case ABS -> fenced("|", x.text(), "|");
          case SQRT -> "\\sqrt{" + x.text() + "}";
          case FLOOR -> fenced("\\lfloor ", x.text(), " \\rfloor");
          case CEIL -> fenced("\\lceil ", x.text(), " \\rceil");
          case SIGMOID -> "\\sigma" + parentheses(x.text());
          case LOG, TANH, SIN, COS ->
              "\\" + op.name().toLowerCase(Locale.ROOT) + parentheses(x.text());
          default -> operator(op.name().toLowerCase(Locale.ROOT)) + parentheses(x.text());
        };
    return new Piece(text, Binding.ATOM);
  }

  private static String operator(String name) {
    return "\\operatorname{" + name + "}";
  }

  @Override
  public Piece call(String name, List<String> operands) {
    String function =
        switch (name) {
          case "min", "max" -> "\\" + name;
          default -> operator(name);
        };
    return new Piece(function + parentheses(String.join(", ", operands)), Binding.ATOM);
  }

  @Override
  public Piece cases(List<Case> cases, String otherwise) {
    String lines =
        cases.stream()
            .map(one -> one.yes() + " & \\text{if } " + one.left() + sign(one.op()) + one.right())
            .collect(Collectors.joining(" \\\\ "));
    return new Piece(
        "\\begin{cases} " + lines + " \\\\ " + otherwise + " & \\text{otherwise} \\end{cases}",
        Binding.CHOICE);
  }

  private static String sign(Comparison op) {
    return switch (op) {
      case LT -> " < ";
      case LE -> " \\le ";
      case GT -> " > ";
      case GE -> " \\ge ";
      case EQ -> " = ";
      case NE -> " \\ne ";
    };
  }
}
