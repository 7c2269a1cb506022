package io.gradus.studio.play;

import io.gradus.Tensor;
import io.gradus.nn.Dense;
import io.gradus.nn.Layer;
import io.gradus.nn.Scope;
import io.gradus.op.Elementwise;
import java.util.List;

/// Dense layers `hidden1`, `hidden2`, ... each with its activation, then a dense layer `output`.
record PlayNetwork(List<Hidden> hidden, int outputs) implements Layer {
  PlayNetwork {
    hidden = List.copyOf(hidden);
  }

  /// `a = f(x W + b)`, as one part, so that a pass tells what the units gave.
  record Unit(int units, Elementwise.Unary function) implements Layer {
    @Override
    public Tensor forward(Scope s, Tensor x) {
      return s.apply(new Dense(units), x).map(function);
    }
  }

  /// The path of hidden layer `index`, from 0.
  static String path(int index) {
    return "hidden" + (index + 1);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = x;
    for (int i = 0; i < hidden.size(); i++) {
      Hidden layer = hidden.get(i);
      y = s.call(path(i), new Unit(layer.units(), Activations.of(layer.activation())), y);
    }
    return s.call("output", new Dense(outputs), y);
  }
}
