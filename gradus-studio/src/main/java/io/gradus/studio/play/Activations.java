package io.gradus.studio.play;

import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Gelu;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Silu;
import io.gradus.op.Sin;
import io.gradus.op.Softplus;
import io.gradus.op.Tanh;
import java.util.List;

/// The activations that the page offers, by name.
final class Activations {
  /// In the order of the page's menu.
  static final List<String> NAMES =
      List.of("tanh", "relu", "leaky", "sigmoid", "elu", "gelu", "silu", "softplus", "sin");

  private Activations() {}

  static Elementwise.Unary of(String name) {
    return switch (name) {
      case "tanh" -> new Tanh();
      case "relu" -> new Relu();
      case "leaky" -> new LeakyRelu(0.1);
      case "sigmoid" -> new Sigmoid();
      case "elu" -> new Elu(1);
      case "gelu" -> new Gelu();
      case "silu" -> new Silu();
      case "softplus" -> new Softplus();
      case "sin" -> new Sin();
      default -> throw new IllegalArgumentException("there is no activation \"" + name + "\"");
    };
  }
}
