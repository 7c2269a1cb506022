package io.gradus;

/// Shapes that do not fit, told when the network is built, before any arithmetic.
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// With what was expected, what came and what to try.
  public ShapeException(String message) {
    super(message);
  }
}
