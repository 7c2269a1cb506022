package io.gradus.train;

/// The loss became NaN or infinite; the message names the first node that made it.
public final class NonFiniteLossException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  NonFiniteLossException(String message) {
    super(message);
  }
}
