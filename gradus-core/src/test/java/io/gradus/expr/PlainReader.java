package io.gradus.expr;

import java.util.Locale;
import java.util.Map;

/// Reads plain formula texts as a person with school algebra would, and computes them.
final class PlainReader {
  private final String text;
  private final Map<String, Double> values;
  private int at;

  private PlainReader(String text, Map<String, Double> values) {
    String marked = text.replace("if ", "?").replace(" then ", ";").replace(" else ", ":");
    this.text = marked.replace(" ", "");
    this.values = values;
  }

  static double compute(String text, Map<String, Double> values) {
    PlainReader reader = new PlainReader(text, values);
    double value = reader.expression();
    if (reader.at != reader.text.length()) {
      throw new AssertionError("stopped at %d of %s".formatted(reader.at, text));
    }
    return value;
  }

  private boolean eat(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void need(String token) {
    if (!eat(token)) {
      throw new AssertionError("no %s at %d of %s".formatted(token, at, text));
    }
  }

  private double expression() {
    if (!eat("?")) {
      return sum();
    }
    double left = sum();
    String sign = eat("<=") ? "<=" : eat(">=") ? ">=" : eat("!=") ? "!=" : text.substring(at, ++at);
    double right = sum();
    boolean holds =
        switch (sign) {
          case "<" -> left < right;
          case "<=" -> left <= right;
          case ">" -> left > right;
          case ">=" -> left >= right;
          case "=" -> left == right;
          default -> left != right;
        };
    need(";");
    double yes = sum();
    need(":");
    double no = expression();
    return holds ? yes : no;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (eat("+")) {
        value += product();
      } else if (eat("-")) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = eat("-") ? -power() : power();
    while (true) {
      if (eat("*")) {
        value *= power();
      } else if (eat("/")) {
        value /= power();
      } else {
        return value;
      }
    }
  }

  private double power() {
    boolean euler = text.startsWith("e^", at);
    double base = euler ? Math.E : atom();
    at += euler ? 1 : 0;
    if (!eat("^")) {
      return base;
    }
    double exponent = eat("-") ? -atom() : atom();
    return euler ? Math.exp(exponent) : Math.pow(base, exponent);
  }

  private double atom() {
    if (eat("(")) {
      double value = expression();
      need(")");
      return value;
    }
    if (eat("|")) {
      double value = expression();
      need("|");
      return Math.abs(value);
    }
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      throw new AssertionError("nothing at %d of %s".formatted(at, text));
    }
    if (Character.isDigit(word.charAt(0))) {
      return Double.parseDouble(word);
    }
    return eat("(") ? function(word) : values.get(word);
  }

  private double function(String name) {
    double first = expression();
    double second = eat(",") ? expression() : 0;
    need(")");
    return switch (name) {
      case "min" -> Math.min(first, second);
      case "max" -> Math.max(first, second);
      case "sign" -> Math.signum(first);
      default -> Evaluate.apply(Expr.UnaryOp.valueOf(name.toUpperCase(Locale.ROOT)), first);
    };
  }
}
