package io.gradus.expr;

import io.gradus.expr.Expr.Comparison;
import io.gradus.expr.Expr.UnaryOp;
import java.util.List;

/// How the parts of a formula are set, in plain text or in LaTeX; [TextWriter] decides which parts
/// there are.
sealed interface Notation permits PlainNotation, LatexNotation {

  /// How tightly the outermost sign of a piece holds; looser pieces need parentheses inside tighter
  /// ones.
  enum Binding {
    CHOICE,
    SUM,
    PRODUCT,
    SIGN,
    POWER,
    ATOM
  }

  /// A text, and how tightly it holds together.
  record Piece(String text, Binding binding) {
    boolean holds(Binding need) {
      return binding.compareTo(need) >= 0;
    }

    boolean isNegative() {
      return text.startsWith("-");
    }
  }

  /// `yes` where `left op right`.
  record Case(String yes, String left, Comparison op, String right) {}

  /// The name of an input or argument.
  Piece name(String name);

  /// A number, already rounded.
  Piece number(String formatted);

  String parentheses(String inside);

  String times(String left, String right);

  Piece over(String top, String below);

  /// Whether a fraction or an exponent needs no parentheses around its parts.
  boolean delimits();

  Piece power(String base, String exponent);

  /// `op(x)`, for functions that are written by a name or by bars.
  Piece call(UnaryOp op, Piece x);

  /// `name(a, b)`, for `min`, `max` and `sign`.
  Piece call(String name, List<String> operands);

  Piece cases(List<Case> cases, String otherwise);
}
