package io.gradus.nn;

import io.gradus.Tensor;
import io.gradus.op.Elementwise;
import java.util.List;

/// A multi-layer perceptron: dense layers with an activation and optional dropout between them,
/// then a dense layer of outputs.
///
/// Its parts are called `hidden1`, `hidden2`, ... (`hidden` when there is one) and `output`. Inputs
/// of any shape are flattened.
///
/// @param hidden units of each hidden layer; empty for a linear model
/// @param activation after each hidden layer; one with parameters of its own is called
///   `hidden1_activation` and so on
/// @param dropout the share of hidden units dropped while training
/// @param outputs how many outputs: classes, or numbers to predict
public record Mlp(List<Integer> hidden, Layer activation, double dropout, int outputs)
    implements Layer {
  /// Keeps a copy of the list.
  public Mlp {
    hidden = List.copyOf(hidden);
    if (outputs < 1 || hidden.stream().anyMatch(units -> units < 1)) {
      throw new IllegalArgumentException(
          "Mlp needs at least 1 unit in each layer, got hidden "
              + hidden
              + " and outputs "
              + outputs);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("Mlp takes a dropout in [0, 1), got " + dropout);
    }
  }

  /// With an activation of no parameters, such as [io.gradus.op.Relu].
  ///
  /// @throws IllegalArgumentException if a layer has no unit, or the dropout is not in `[0, 1)`
  public Mlp(List<Integer> hidden, Elementwise.Unary activation, double dropout, int outputs) {
    this(hidden, new Activation(activation), dropout, outputs);
  }

  @Override
  public Tensor forward(Scope s, Tensor x) {
    Tensor y = s.apply(new Flatten(), x);
    for (int i = 0; i < hidden.size(); i++) {
      String name = hidden.size() == 1 ? "hidden" : "hidden" + (i + 1);
      y = s.call(name, new Dense(hidden.get(i)), y);
      y =
          activation instanceof Activation(Elementwise.Unary function)
              ? y.map(function)
              : s.call(name + "_activation", activation, y);
      if (dropout > 0) {
        y = s.call(name + "_dropout", new Dropout(dropout), y);
      }
    }
    return s.call("output", new Dense(outputs), y);
  }
}
