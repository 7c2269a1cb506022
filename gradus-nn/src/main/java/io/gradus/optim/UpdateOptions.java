package io.gradus.optim;

import java.util.List;

/// What an [OptimizerRun] does besides the optimizer's rule.
///
/// @param groups parameters with a rate or decay of their own
/// @param clipping how large gradients are cut
/// @param averaging the decay of a running average of the weights, `a <- averaging a + (1 -
///   averaging) p` after each step, from the weights after the first one; 0 for none
public record UpdateOptions(List<ParamGroup> groups, Clipping clipping, double averaging) {
  /// Checks that `averaging` is in `[0, 1)`; keeps a copy of the list.
  ///
  /// @throws IllegalArgumentException if it is not
  public UpdateOptions {
    groups = List.copyOf(groups);
    Require.fraction("UpdateOptions", "averaging", averaging);
  }

  /// No groups, no clipping, no average.
  public static UpdateOptions standard() {
    return new UpdateOptions(List.of(), Clipping.none(), 0);
  }

  /// The same with these groups; a parameter belongs to the first that has it.
  public UpdateOptions groups(List<ParamGroup> list) {
    return new UpdateOptions(list, clipping, averaging);
  }

  /// The same with gradients cut so before each step.
  public UpdateOptions clipping(Clipping value) {
    return new UpdateOptions(groups, value, averaging);
  }

  /// The same with a running average of the weights of this decay, in `[0, 1)`; 0 for none.
  ///
  /// @throws IllegalArgumentException if it is outside
  public UpdateOptions averaging(double decay) {
    return new UpdateOptions(groups, clipping, decay);
  }
}
