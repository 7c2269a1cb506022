package io.gradus.train;

import io.gradus.Parameters;
import io.gradus.nn.Loss;

/// `g = sum of rows_i g_i / sum of rows_i`: the gradients of several batches as one; for a loss
/// that is a sum over samples `g = sum of g_i`.
final class GradientSum {
  private final int batches;
  private final boolean mean;
  private final float[] sum;
  private int held;
  private int rows;

  /// @param batches how many make one step
  GradientSum(int batches, Loss loss, Parameters parameters) {
    this.batches = batches;
    mean = loss.reduction() != Loss.Reduction.SUM;
    sum = new float[batches > 1 ? parameters.extent() : 0];
  }

  /// Whether no gradients wait for others.
  boolean empty() {
    return held == 0;
  }

  /// Adds the gradients of a batch; tells whether the mean of all now stands in their place, ready
  /// for a step.
  ///
  /// @param last whether no batch follows, so that fewer must do
  boolean complete(Parameters parameters, int batchRows, boolean last) {
    if (batches == 1) {
      return true;
    }
    float[] gradients = parameters.gradients();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += mean ? batchRows * gradients[i] : gradients[i];
    }
    rows += batchRows;
    held++;
    if (held < batches && !last) {
      return false;
    }
    float share = mean ? 1f / rows : 1;
    for (int i = 0; i < sum.length; i++) {
      gradients[i] = share * sum[i];
      sum[i] = 0;
    }
    held = 0;
    rows = 0;
    return true;
  }
}
