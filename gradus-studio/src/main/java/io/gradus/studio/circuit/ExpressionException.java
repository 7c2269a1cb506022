package io.gradus.studio.circuit;

/// What is wrong with a typed expression, and where.
final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Span at;

  ExpressionException(Span at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  Span at() {
    return at;
  }

  /// `column 4: ...`; columns count from 1.
  String reason() {
    return "column " + (at.from() + 1) + ": " + getMessage();
  }
}
