package io.gradus.explain;

import io.gradus.optim.Adam;
import io.gradus.optim.Momentum;
import io.gradus.optim.Nesterov;
import io.gradus.optim.Optimizer;
import io.gradus.optim.RmsProp;
import io.gradus.optim.Sgd;

/// The optimizers that a [DenseExample] may learn by, with their usual settings.
public enum Descent {
  SGD("gradient descent"),
  MOMENTUM("momentum"),
  NESTEROV("Nesterov"),
  RMSPROP("RMSProp"),
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
