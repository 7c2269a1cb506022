package io.gradus.train;

import org.jspecify.annotations.Nullable;

/// Data that cannot be used, with the place, what was expected, what was found and what to try.
///
/// The message names the row (or line, or byte position) and the column, so the mistake can be
/// found in the file it came from.
public class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// With a message that says where, what was expected, what was found and what to try.
  public DataException(String message) {
    super(message);
  }

  /// The same, for data that made something else fail.
  public DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
