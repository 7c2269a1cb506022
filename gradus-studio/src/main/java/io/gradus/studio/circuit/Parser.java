package io.gradus.studio.circuit;

import io.gradus.expr.Expr.BinaryOp;
import java.util.ArrayList;
import java.util.List;

/// Reads expressions: `q = x + y; q * z`, `1/(1+exp(-x))`, `softmax([a, b])[0]`.
///
/// Powers bind tightest and to the right, then the sign, then products, then sums. The text has at
/// most [#LONGEST] characters, nested at most [#DEEPEST] deep.
final class Parser {
  static final int LONGEST = 500;
  static final int DEEPEST = 50;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// @throws ExpressionException if the text is none of this language, or too large
  static Program program(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          new Span(LONGEST, text.length()),
          "the expression has "
              + text.length()
              + " characters; at most "
              + LONGEST
              + " are taken, so that it can be drawn. Try a smaller part of it");
    }
    Parser parser = new Parser(Lexer.tokens(text));
    return new Program(text, parser.definitions());
  }

  private List<Program.Definition> definitions() {
    List<Program.Definition> definitions = new ArrayList<>();
    while (peek().kind() != Token.Kind.END) {
      if (!taken(";")) {
        definitions.add(definition());
        if (peek().kind() != Token.Kind.END && !peek().is(";")) {
          throw unexpected();
        }
      }
    }
    if (definitions.isEmpty()) {
      throw new ExpressionException(peek().at(), "nothing is typed yet; try (x+y)*z");
    }
    return definitions;
  }

  private Program.Definition definition() {
    Token first = peek();
    if (first.kind() == Token.Kind.NAME && tokens.get(next + 1).is("=")) {
      next += 2;
      if (Functions.knows(first.text())) {
        throw new ExpressionException(
            first.at(), "\"" + first.text() + "\" is a function; give the value another name");
      }
      Term term = sum();
      return new Program.Definition(first.text(), term, first.at().through(term.at()));
    }
    Term term = sum();
    return new Program.Definition("", term, term.at());
  }

  private Term sum() {
    Term left = product();
    while (peek().is("+") || peek().is("-")) {
      BinaryOp op = take().is("+") ? BinaryOp.ADD : BinaryOp.SUB;
      left = binary(op, left, product());
    }
    return left;
  }

  private Term product() {
    Term left = signed();
    while (peek().is("*") || peek().is("/")) {
      BinaryOp op = take().is("*") ? BinaryOp.MUL : BinaryOp.DIV;
      left = binary(op, left, signed());
    }
    return left;
  }

  private static Term binary(BinaryOp op, Term left, Term right) {
    return new Term.Binary(op, left, right, left.at().through(right.at()));
  }

  private Term signed() {
    Token sign = peek();
    if (!sign.is("-") && !sign.is("+")) {
      return power();
    }
    next++;
    enter(sign);
    Term x = signed();
    depth--;
    return sign.is("+") ? x : new Term.Negation(x, sign.at().through(x.at()));
  }

  private Term power() {
    Term base = element();
    Token sign = peek();
    if (!taken("^")) {
      return base;
    }
    enter(sign);
    Term exponent = signed();
    depth--;
    return binary(BinaryOp.POW, base, exponent);
  }

  private Term element() {
    Term term = atom();
    while (taken("[")) {
      Token index = take();
      if (index.kind() != Token.Kind.NUMBER || !index.text().matches("\\d{1,3}")) {
        throw new ExpressionException(
            index.at(), "an index is a whole number, counted from 0, such as [0]");
      }
      Token end = expect("]");
      term = new Term.Element(term, Integer.parseInt(index.text()), term.at().through(end.at()));
    }
    return term;
  }

  private Term atom() {
    Token token = take();
    switch (token.kind()) {
      case NUMBER -> {
        return literal(token);
      }
      case NAME -> {
        return peek().is("(") ? call(token) : named(token);
      }
      default -> {
        if (token.is("(")) {
          enter(token);
          Term inner = sum();
          Token end = expect(")");
          depth--;
          return moved(inner, token.at().through(end.at()));
        }
        if (token.is("[")) {
          enter(token);
          List<Term> elements = list("]");
          depth--;
          return new Term.Row(elements, token.at().through(tokens.get(next - 1).at()));
        }
        throw new ExpressionException(
            token.at(), token.shown() + " stands where a number, a name or \"(\" is expected");
      }
    }
  }

  /// The term with its parentheses, so that a message underlines all of it.
  private static Term moved(Term term, Span at) {
    return switch (term) {
      case Term.Binary(var op, var left, var right, var _) -> new Term.Binary(op, left, right, at);
      default -> term;
    };
  }

  private static Term literal(Token token) {
    double value = Double.parseDouble(token.text());
    if (!Double.isFinite(value)) {
      throw new ExpressionException(
          token.at(), "this number is beyond the largest double, 1.8e308");
    }
    return new Term.Literal(value, token.at());
  }

  private static Term named(Token token) {
    if (Functions.knows(token.text())) {
      throw new ExpressionException(
          token.at(), "\"" + token.text() + "\" is a function: write " + token.text() + "( ... )");
    }
    return new Term.Name(token.text(), token.at());
  }

  private Term call(Token name) {
    if (!Functions.knows(name.text())) {
      throw new ExpressionException(
          name.at(),
          "there is no function \""
              + name.text()
              + "\"; for a product write "
              + name.text()
              + "*( ... ). Functions: "
              + Functions.names());
    }
    enter(take());
    List<Term> arguments = list(")");
    depth--;
    return new Term.Call(name.text(), arguments, name.at().through(tokens.get(next - 1).at()));
  }

  private List<Term> list(String end) {
    List<Term> terms = new ArrayList<>();
    if (taken(end)) {
      return terms;
    }
    do {
      terms.add(sum());
    } while (taken(","));
    expect(end);
    return terms;
  }

  private void enter(Token token) {
    if (++depth > DEEPEST) {
      throw new ExpressionException(
          token.at(),
          "parentheses, signs and powers are nested more than "
              + DEEPEST
              + " deep; name a part first (q = ...; q * 2)");
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  private boolean taken(String sign) {
    if (peek().is(sign)) {
      next++;
      return true;
    }
    return false;
  }

  private Token expect(String sign) {
    if (!peek().is(sign)) {
      throw startsATerm(peek()) && next > 0
          ? unexpected()
          : new ExpressionException(
              peek().at(), "\"" + sign + "\" is expected here, and there is " + peek().shown());
    }
    return take();
  }

  private static boolean startsATerm(Token token) {
    return token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.NAME || token.is("(");
  }

  private ExpressionException unexpected() {
    Token token = peek();
    if (startsATerm(token)) {
      String before = tokens.get(next - 1).text();
      return new ExpressionException(
          token.at(),
          "an operator is missing between \""
              + before
              + "\" and "
              + token.shown()
              + "; for a product write "
              + before
              + " * "
              + token.text());
    }
    return new ExpressionException(
        token.at(),
        token.shown()
            + " is not expected here; leave it out, or type an operator such as + or * before a"
            + " number, a name or (");
  }
}
