package io.gradus.optim;

/// `f(x)` and its gradient: what methods that look at the loss several times a step minimise.
@FunctionalInterface
public interface Objective {
  /// The value at `x`; writes the gradient there to `gradient`, which is as long.
  double at(double[] x, double[] gradient);
}
