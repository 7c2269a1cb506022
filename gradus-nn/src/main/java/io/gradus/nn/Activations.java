package io.gradus.nn;

import io.gradus.op.Celu;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Gelu;
import io.gradus.op.GeluTanh;
import io.gradus.op.HardSigmoid;
import io.gradus.op.HardSwish;
import io.gradus.op.HardTanh;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Mish;
import io.gradus.op.Relu;
import io.gradus.op.Relu6;
import io.gradus.op.Selu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Silu;
import io.gradus.op.Softplus;
import io.gradus.op.Softsign;
import io.gradus.op.Tanh;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The activations by the names that users type, with their usual settings.
///
/// Names are those of PyTorch's functions: `relu`, `leaky_relu`, `gelu_tanh`.
public final class Activations {
  private static final Map<String, Layer> ALL = all();
  private static final Map<String, String> ALIASES =
      Map.of("swish", "silu", "linear", "identity", "none", "identity");

  private Activations() {}

  private static Map<String, Layer> all() {
    Map<String, Layer> all = new LinkedHashMap<>();
    put(all, "sigmoid", new Sigmoid());
    put(all, "tanh", new Tanh());
    put(all, "relu", new Relu());
    all.put("identity", Sequential.of());
    put(all, "leaky_relu", new LeakyRelu(0.01));
    all.put("prelu", new ParametricRelu());
    put(all, "elu", new Elu(1));
    put(all, "selu", new Selu());
    put(all, "celu", new Celu(1));
    put(all, "gelu", new Gelu());
    put(all, "gelu_tanh", new GeluTanh());
    put(all, "silu", new Silu());
    put(all, "mish", new Mish());
    put(all, "softplus", new Softplus());
    put(all, "softsign", new Softsign());
    put(all, "relu6", new Relu6());
    put(all, "hard_sigmoid", new HardSigmoid());
    put(all, "hard_swish", new HardSwish());
    put(all, "hard_tanh", new HardTanh());
    return Collections.unmodifiableMap(all);
  }

  private static void put(Map<String, Layer> all, String name, Elementwise.Unary function) {
    all.put(name, new Activation(function));
  }

  /// All names.
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /// The activation of this name, or of another name in use for it (`swish`, `linear`).
  public static Optional<Layer> named(String name) {
    return Optional.ofNullable(ALL.get(ALIASES.getOrDefault(name, name)));
  }
}
