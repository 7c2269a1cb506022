package io.gradus.train;

import io.gradus.Parameters;

/// `g = sum of rows_i g_i / sum of rows_i`: the gradients of several batches as one.
final class GradientSum {
  private final int batches;
  private final float[] sum;
  private int held;
  private int rows;

  /// @param batches how many make one step
  GradientSum(int batches, Parameters parameters) {
    this.batches = batches;
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
      sum[i] += batchRows * gradients[i];
    }
    rows += batchRows;
    held++;
    if (held < batches && !last) {
      return false;
    }
    float share = 1f / rows;
    for (int i = 0; i < sum.length; i++) {
      gradients[i] = share * sum[i];
      sum[i] = 0;
    }
    held = 0;
    rows = 0;
    return true;
  }
}
