package io.gradus.data;

import io.gradus.train.DataException;

/// An IDX file that is truncated, too long, or not one at all; the message names the byte.
public final class IdxException extends DataException {
  private static final long serialVersionUID = 1L;

  private final long position;

  IdxException(String origin, long position, String message) {
    super(origin + ", byte " + position + ": " + message);
    this.position = position;
  }

  IdxException(String origin, long position, String message, Throwable cause) {
    super(origin + ", byte " + position + ": " + message, cause);
    this.position = position;
  }

  /// The byte where the mistake is, counted from 0 in the unpacked file.
  public long position() {
    return position;
  }
}
