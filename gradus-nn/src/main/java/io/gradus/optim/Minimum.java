package io.gradus.optim;

/// Where a minimisation ended.
///
/// @param value the objective at the point
/// @param gradientNorm the largest element of the gradient there, without its sign
/// @param evaluations how often the objective was asked
public record Minimum(
    double[] point,
    double value,
    double gradientNorm,
    int iterations,
    int evaluations,
    Reason reason) {
  /// Why it ended.
  public enum Reason {
    /// The gradient is within its tolerance.
    GRADIENT,
    /// The value fell by less than its tolerance.
    VALUE,
    /// As many iterations as were allowed.
    ITERATIONS,
    /// No step that satisfies the Wolfe conditions was found: rounding hides any further descent,
    /// or the gradient is wrong.
    LINE_SEARCH
  }

  @Override
  public String toString() {
    return "minimum "
        + value
        + " in "
        + point.length
        + " dimensions after "
        + iterations
        + " iterations: "
        + reason;
  }
}
