package io.gradus.nn;

import io.gradus.Tensor;

/// `l = sum_j max(0, s_j - s_label + margin)` over all classes but the label, from scores `s [..,
/// classes]` (Weston and Watkins 1999; CS231n, "Linear classification"); or `l = max(0, margin - t
/// y)` for each output, when targets are numbers, -1 or 1.
///
/// A label of -1 does not count. The sum is not divided by the number of classes.
///
/// @param margin by how much the right score should lead
public record Hinge(double margin, Reduction reduction) implements Loss {
  /// Checks the margin.
  ///
  /// @throws IllegalArgumentException if the margin is negative or not finite
  public Hinge {
    if (!(margin >= 0 && margin <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("Hinge takes a margin of 0 or more, got " + margin);
    }
  }

  /// A margin of 1, and the mean over the samples.
  public Hinge() {
    this(1, Reduction.MEAN);
  }

  /// The mean over the samples.
  public Hinge(double margin) {
    this(margin, Reduction.MEAN);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    return Margins.of("Hinge", margin, outputs, targets).reduce(reduction, false);
  }
}
