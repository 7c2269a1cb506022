package io.gradus.data;

import io.gradus.train.DataException;

/// A CSV file that cannot be read as a table; the message names file, line, column and value.
public final class CsvException extends DataException {
  private static final long serialVersionUID = 1L;

  private final long line;

  CsvException(String origin, long line, String message) {
    super(place(origin, line) + ": " + message);
    this.line = line;
  }

  CsvException(String origin, long line, String message, Throwable cause) {
    super(place(origin, line) + ": " + message, cause);
    this.line = line;
  }

  private CsvException(CsvException first, String more) {
    super(first.getMessage() + more, first);
    this.line = first.line;
  }

  /// The same mistake, with what may have led to it.
  CsvException and(String more) {
    return new CsvException(this, more);
  }

  /// The line where the mistake is, counted from 1; 0 if it has none.
  public long line() {
    return line;
  }

  static String place(String origin, long line) {
    if (line == 0) {
      return origin;
    }
    return origin + " line " + line;
  }
}
