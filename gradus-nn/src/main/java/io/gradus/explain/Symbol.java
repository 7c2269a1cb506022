package io.gradus.explain;

import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.expr.Text;
import java.util.HashMap;
import java.util.Map;

/// The names of a walkthrough's numbers in LaTeX: `dL/dhidden.w[1,2]` is a partial derivative.
///
/// Nothing here holds a space, which would make a name look like a sum to [Text].
final class Symbol {
  private Symbol() {}

  static String latex(String name) {
    if (name.matches("d\\p{L}/d.+")) {
      return "\\frac{\\partial{"
          + name.charAt(1)
          + "}}{\\partial{"
          + latex(name.substring("dL/d".length()))
          + "}}";
    }
    int sample = name.lastIndexOf('@');
    if (sample > 0) {
      // Raised, it would look like a power, and get brackets.
      String bare = latex(name.substring(0, sample));
      String number = "(" + name.substring(sample + 1) + ")}";
      return bare.endsWith("}")
          ? bare.substring(0, bare.length() - 1) + "," + number
          : bare + "_{" + number;
    }
    int open = name.indexOf('[');
    if (open > 0 && name.endsWith("]")) {
      return word(name.substring(0, open))
          + "_{"
          + name.substring(open + 1, name.length() - 1)
          + "}";
    }
    return word(name);
  }

  private static String word(String name) {
    boolean simple = name.matches("[\\p{L}\\p{N}_']+") && !name.startsWith("_");
    return simple
        ? Text.latex(Expr.input(0, name))
        : "\\text{" + escaped(name).replace(" ", "~") + "}";
  }

  static String latex(Expr formula) {
    Map<Integer, String> names = new HashMap<>();
    collect(formula, names);
    return Text.latex(formula, index -> latex(names.getOrDefault(index, "")), Integer::toString);
  }

  private static void collect(Expr e, Map<Integer, String> names) {
    if (e instanceof Expr.Input input) {
      names.put(input.index(), input.name());
    }
    Exprs.operands(e).forEach(operand -> collect(operand, names));
  }

  /// Text for LaTeX outside of formulas.
  static String escaped(String text) {
    return text.replace("\\", "\\textbackslash{}")
        .replaceAll("([#$%&_{}])", "\\\\$1")
        .replace("\\textbackslash\\{\\}", "\\textbackslash{}")
        .replace("^", "\\^{}")
        .replace("~", "\\~{}");
  }
}
