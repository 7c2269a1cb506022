package io.gradus;

/// Gradients were asked for after a parameter had changed: old activations and new weights would
/// mix.
public final class StaleGradientException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// With what was asked for, what had changed and what to do.
  public StaleGradientException(String message) {
    super(message);
  }
}
