package io.gradus.kernel;

/// How an operand moves along the innermost axis of a loop nest.
public enum Access {
  /// The next element is the next array slot.
  CONTIGUOUS,
  /// The same element all along: a bias per row, a factor per channel, a scalar.
  CONSTANT,
  /// Every `stride` slots.
  STRIDED;

  /// How an operand with this step moves.
  public static Access of(int stride) {
    return stride == 1 ? CONTIGUOUS : stride == 0 ? CONSTANT : STRIDED;
  }
}
