package io.gradus.train;

import io.gradus.Parameters;
import io.gradus.nn.Loss;

/// `g = sum of n_i g_i / sum of n_i`: the gradients of several batches as one, with `n_i` how much
/// the samples of batch i count; for a loss that is a sum over samples `g = sum of g_i`.
final class GradientSum {
  private final int batches;
  private final boolean mean;
  private final float[] sum;
  private int held;
  private double rows;

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
  /// @param counted the sum of the weights of the samples that count
  /// @param last whether no batch follows, so that fewer must do
  boolean complete(Parameters parameters, double counted, boolean last) {
    if (batches == 1) {
      return true;
    }
    float[] gradients = parameters.gradients();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += mean ? (float) counted * gradients[i] : gradients[i];
    }
    rows += counted;
    held++;
    if (held < batches && !last) {
      return false;
    }
    float share = !mean ? 1 : rows == 0 ? 0 : 1f / (float) rows;
    for (int i = 0; i < sum.length; i++) {
      gradients[i] = share * sum[i];
      sum[i] = 0;
    }
    held = 0;
    rows = 0;
    return true;
  }
}
