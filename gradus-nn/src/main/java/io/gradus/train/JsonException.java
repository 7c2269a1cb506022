package io.gradus.train;

/// Text that is not JSON as [Json] reads it, with the line and column of the first wrong character.
public final class JsonException extends FileFormatException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  JsonException(String source, long position, int line, int column, String problem) {
    super(
        source,
        position,
        "line " + line + ", column " + column,
        problem,
        "correct the text there, or write it with a program that knows JSON");
    this.line = line;
    this.column = column;
  }

  /// The line, counted from 1.
  public int line() {
    return line;
  }

  /// The character within the line, counted from 1.
  public int column() {
    return column;
  }
}
