package io.gradus.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reading half of [Json]: one pass, a method for each rule of the grammar.
final class JsonReader {
  private final String source;
  private final String text;
  private final int maxDepth;
  private int at;
  private int depth;

  JsonReader(String source, String text, int maxDepth, int maxLength) {
    this.source = source;
    this.text = text;
    this.maxDepth = maxDepth;
    if (text.length() > maxLength) {
      throw error(
          maxLength,
          "this text of " + text.length() + " characters is longer than the limit, " + maxLength);
    }
  }

  @Nullable Object document() {
    Object value = value();
    end();
    return value;
  }

  Map<String, @Nullable Object> objectDocument() {
    skipSpace();
    if (peek() != '{') {
      throw error(at, "expected an object, that is '{', but found " + found());
    }
    Map<String, @Nullable Object> object = object();
    end();
    return object;
  }

  private void end() {
    skipSpace();
    if (at < text.length()) {
      throw error(at, "expected the end of the text, but found " + found());
    }
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw error(at, "expected a value, but found " + found());
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw error(at, "expected " + word + ", but found " + found());
    }
    at += word.length();
    return value;
  }

  // ---- objects and arrays -----------------------------------------------------------------------

  private Map<String, @Nullable Object> object() {
    open();
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    skipSpace();
    boolean more = peek() != '}';
    while (more) {
      skipSpace();
      int start = at;
      if (peek() != '"') {
        throw error(at, "expected a name in quotation marks, but found " + found());
      }
      String name = string();
      if (entries.containsKey(name)) {
        throw error(start, "the name \"" + shortened(name) + "\" stands twice in one object");
      }
      skipSpace();
      if (peek() != ':') {
        throw error(at, "expected ':', but found " + found());
      }
      at++;
      entries.put(name, value());
      more = another('}');
    }
    close();
    return Collections.unmodifiableMap(entries);
  }

  private List<@Nullable Object> array() {
    open();
    List<@Nullable Object> values = new ArrayList<>();
    skipSpace();
    boolean more = peek() != ']';
    while (more) {
      values.add(value());
      more = another(']');
    }
    close();
    return Collections.unmodifiableList(values);
  }

  private void open() {
    if (++depth > maxDepth) {
      throw error(at, "objects and arrays are nested deeper than the limit, " + maxDepth);
    }
    at++;
  }

  private void close() {
    depth--;
    at++;
  }

  /// Whether a comma follows (and is passed) rather than the closing bracket (which is not).
  private boolean another(char closing) {
    skipSpace();
    int next = peek();
    if (next == ',') {
      at++;
      return true;
    }
    if (next != closing) {
      throw error(at, "expected ',' or '" + closing + "', but found " + found());
    }
    return false;
  }

  // ---- strings ----------------------------------------------------------------------------------

  private String string() {
    int start = ++at;
    StringBuilder unescaped = null;
    while (peek() != '"') {
      int c = peek();
      if (c < 0x20) {
        throw error(at, "expected '\"' at the end of a string, but found " + found());
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, start, at).append(escape());
        start = at;
      } else {
        at++;
      }
    }
    String value = text.substring(start, at++);
    value = unescaped == null ? value : unescaped.append(value).toString();
    int lone = JsonWriter.loneSurrogate(value);
    if (lone >= 0) {
      throw error(at - 1, "the string that ends here holds half a surrogate pair");
    }
    return value;
  }

  private char escape() {
    at++;
    int c = peek();
    int index = "\"\\/bfnrt".indexOf(c);
    if (index >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(index);
    }
    if (c != 'u') {
      throw error(at, "expected one of \" \\ / b f n r t u after \\, but found " + found());
    }
    at++;
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw error(at, "expected four hexadecimal digits after \\u, but found " + found());
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  // ---- numbers ----------------------------------------------------------------------------------

  private Number number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    boolean whole = true;
    if (peek() == '.') {
      whole = false;
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    String number = text.substring(start, at);
    if (whole && !number.equals("-0")) {
      return wholeNumber(start, number);
    }
    return real(start, number);
  }

  private void digits() {
    if (!isDigit()) {
      throw error(at, "expected a digit, but found " + found());
    }
    while (isDigit()) {
      at++;
    }
  }

  private boolean isDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  private Long wholeNumber(int start, String number) {
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException e) {
      throw error(start, "the whole number " + shortened(number) + " does not fit in 64 bits");
    }
  }

  private Double real(int start, String number) {
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw error(start, "the number " + shortened(number) + " is too large for a double");
    }
    return value;
  }

  // ---- small parts ------------------------------------------------------------------------------

  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  private String found() {
    int c = at < text.length() ? text.codePointAt(at) : -1;
    if (c < 0) {
      return "the end of the text";
    }
    return Character.isISOControl(c) || !Character.isDefined(c) || c >= 0xD800 && c < 0xE000
        ? String.format("the character U+%04X", c)
        : "'" + Character.toString(c) + "'";
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  private JsonException error(int where, String problem) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < where; i++) {
      boolean newLine = text.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    int bytes = text.substring(0, where).getBytes(StandardCharsets.UTF_8).length;
    return new JsonException(source, bytes, line, column, problem);
  }
}
