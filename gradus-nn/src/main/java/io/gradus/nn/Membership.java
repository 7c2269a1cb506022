package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import org.jspecify.annotations.Nullable;

/// Which class each sample of a batch belongs to, as numbers.
///
/// @param wanted `[.., classes]`: 1 at the label, zeros for a label that does not count; or the
///   probabilities given
/// @param counted `[.., 1]`: 1 for a label that counts, else 0; null for probabilities
record Membership(Tensor wanted, @Nullable Tensor counted) {
  static Membership of(String loss, Targets targets, Shape outputs, int ignoredLabel) {
    Indices labels = targets.labels();
    if (labels == null) {
      return new Membership(targets.requireValues(loss, outputs), null);
    }
    if (!labels.shape().equals(outputs.slice(0, outputs.rank() - 1))) {
      throw new ShapeException(
          loss
              + ": outputs are "
              + outputs
              + " and labels "
              + labels.shape()
              + ": each label needs one output per class, along the last axis");
    }
    Tensor wanted = labels.oneHot(outputs.length(-1), ignoredLabel);
    return new Membership(wanted, wanted.sum(-1));
  }

  /// `sum_c wanted_c y_c` for logarithms of probabilities `y [.., classes]`, shape `[..]`. A class
  /// that is not wanted counts nothing, where its `y` is -infinity too: 0 times that would be NaN.
  static Tensor sum(Tensor wanted, Tensor logarithms) {
    Tensor terms = wanted.equal(0).where(Tensor.full(0), wanted.multiply(logarithms));
    return terms.sum(-1).squeeze(-1);
  }
}
