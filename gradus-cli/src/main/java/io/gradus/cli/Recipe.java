package io.gradus.cli;

import io.gradus.nn.Layer;
import io.gradus.nn.Mlp;
import java.util.List;

/// The network and the length of training that `gradus train` starts from for a data set.
///
/// Those of the embedded sets were chosen on a validation part of the training rows, never on rows
/// held out for the test.
///
/// @param layers units of each hidden layer
/// @param dropout the share of hidden units dropped while training
/// @param epochs passes over the training rows
record Recipe(List<Integer> layers, double dropout, int epochs) {
  static final int BATCH = 32;
  static final double ADAM_RATE = 0.003;
  static final double DESCENT_RATE = 0.05;

  Recipe {
    layers = List.copyOf(layers);
  }

  /// The recipe for a data set, or for a file.
  static Recipe of(String data) {
    return switch (data) {
      case "digits" -> new Recipe(List.of(256), 0.2, 40);
      default -> new Recipe(List.of(64), 0, 30);
    };
  }

  /// The network for this many outputs.
  Layer network(Layer activation, int outputs) {
    return new Mlp(layers, activation, dropout, outputs);
  }
}
