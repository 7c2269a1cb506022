package io.gradus.kernel;

/// How a reduction combines two numbers.
public enum Fold {
  /// `a + b`.
  SUM(0f),
  /// `a * b`.
  PRODUCT(1f),
  /// The larger; NaN wins.
  MAX(Float.NEGATIVE_INFINITY),
  /// The smaller; NaN wins.
  MIN(Float.POSITIVE_INFINITY);

  private final float identity;

  Fold(float identity) {
    this.identity = identity;
  }

  /// What an empty reduction gives.
  public float identity() {
    return identity;
  }

  /// `a` and `b` combined in float; `MAX` and `MIN` pass NaN on.
  public float apply(float a, float b) {
    return switch (this) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  /// `a` and `b` combined in double.
  public double apply(double a, double b) {
    return switch (this) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
