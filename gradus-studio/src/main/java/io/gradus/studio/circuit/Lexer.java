package io.gradus.studio.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a text into words: numbers, names, signs.
final class Lexer {
  private static final int LONGEST_NAME = 16;
  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NAME =
      Pattern.compile("[\\p{IsLatin}\\p{IsGreek}][\\p{IsLatin}\\p{IsGreek}0-9_]*");
  private static final Map<Character, String> SIGNS =
      Map.ofEntries(
          Map.entry('·', "*"),
          Map.entry('×', "*"),
          Map.entry('÷', "/"),
          Map.entry('−', "-"),
          Map.entry('\n', ";"));
  private static final String PLAIN_SIGNS = "+-*/^()[],;=";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", new Span(text.length(), text.length())));
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (c != '\n' && Character.isWhitespace(c)) {
      at++;
      return;
    }
    if (match(NUMBER, Token.Kind.NUMBER) || match(NAME, Token.Kind.NAME)) {
      return;
    }
    String sign = SIGNS.getOrDefault(c, String.valueOf(c));
    int length = 1;
    if (text.startsWith("**", at)) {
      sign = "^";
      length = 2;
    } else if (PLAIN_SIGNS.indexOf(sign.charAt(0)) < 0) {
      throw new ExpressionException(
          new Span(at, at + Character.charCount(text.codePointAt(at))),
          "\""
              + new String(Character.toChars(text.codePointAt(at)))
              + "\" has no meaning here; there are + - * / ^ ( ) [ ] , ; =, names and numbers");
    }
    tokens.add(new Token(Token.Kind.SIGN, sign, new Span(at, at + length)));
    at += length;
  }

  private boolean match(Pattern pattern, Token.Kind kind) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    Span span = new Span(at, matcher.end());
    if (kind == Token.Kind.NAME && span.to() - span.from() > LONGEST_NAME) {
      throw new ExpressionException(
          span,
          "a name has at most " + LONGEST_NAME + " letters, this one has " + (span.to() - at));
    }
    tokens.add(new Token(kind, matcher.group(), span));
    at = matcher.end();
    return true;
  }
}
