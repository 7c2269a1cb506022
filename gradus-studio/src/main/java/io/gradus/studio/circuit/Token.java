package io.gradus.studio.circuit;

/// A word of an expression.
record Token(Kind kind, String text, Span at) {
  enum Kind {
    NUMBER,
    NAME,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /// How a message names it: `"*"`, or `the end`.
  String shown() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
