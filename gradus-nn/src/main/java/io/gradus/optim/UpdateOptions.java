package io.gradus.optim;

import java.util.List;

/// What an [OptimizerRun] does besides the optimizer's rule.
///
/// @param groups parameters with a rate or decay of their own
/// @param clipping how large gradients are cut
/// @param averaging the decay of a running average of the weights, `a <- averaging a + (1 -
///   averaging) p` after each step, from the weights after the first one; 0 for none
public record UpdateOptions(List<ParamGroup> groups, Clipping clipping, double averaging) {
  public UpdateOptions {
    groups = List.copyOf(groups);
    Require.fraction("UpdateOptions", "averaging", averaging);
  }

  /// No groups, no clipping, no average.
  public static UpdateOptions standard() {
    return new UpdateOptions(List.of(), Clipping.none(), 0);
  }

  public UpdateOptions groups(List<ParamGroup> list) {
    return new UpdateOptions(list, clipping, averaging);
  }

  public UpdateOptions clipping(Clipping value) {
    return new UpdateOptions(groups, value, averaging);
  }

  public UpdateOptions averaging(double decay) {
    return new UpdateOptions(groups, clipping, decay);
  }
}
