package io.gradus.explain;

import io.gradus.optim.Adam;
import io.gradus.optim.Momentum;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Sgd;

/// The optimizers that a [DenseExample] may learn by, with their usual settings.
public enum Descent {
  /// `p <- p - rate g`.
  SGD("gradient descent"),
  /// A velocity gathers the gradients; see [Momentum].
  MOMENTUM("momentum"),
  /// Momentum that looks ahead; see [Nesterov].
  NESTEROV("Nesterov"),
  /// The gradient over the root of its mean square; see [RmsProp].
  RMSPROP("RMSProp"),
  /// Means of the gradient and of its square; see [Adam].
  ADAM("Adam");

  private final String title;

  Descent(String title) {
    this.title = title;
  }

  /// What people call it.
  public String title() {
    return title;
  }

  /// The optimizer with this learning rate.
  public Optimizer at(double rate) {
    return switch (this) {
      case SGD -> new Sgd(rate);
      case MOMENTUM -> new Momentum(rate);
      case NESTEROV -> new Nesterov(rate);
      case RMSPROP -> new RmsProp(rate);
      case ADAM -> new Adam(rate);
    };
  }
}
