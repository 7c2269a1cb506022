package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.WorkedExamples;
import io.gradus.kernel.RandomKey;
import io.gradus.nn.Initializer;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Gelu;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Relu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Silu;
import io.gradus.op.Softplus;
import io.gradus.op.Tanh;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Networks that the stepper can open: worked examples, the reader's own sizes, and those of a
/// link.
final class Networks {
  static final int MOST_WEIGHTS = 400;
  private static final int MOST_LAYERS = 6;
  private static final int MOST_UNITS = 24;

  static final Map<String, Elementwise.Unary> ACTIVATIONS = activations();

  private Networks() {}

  private static Map<String, Elementwise.Unary> activations() {
    Map<String, Elementwise.Unary> map = new LinkedHashMap<>();
    map.put("sigmoid", new Sigmoid());
    map.put("tanh", new Tanh());
    map.put("relu", new Relu());
    map.put("leaky relu", new LeakyRelu(0.01));
    map.put("elu", new Elu(1));
    map.put("gelu", new Gelu());
    map.put("silu", new Silu());
    map.put("softplus", new Softplus());
    return map;
  }

  static String name(Elementwise.Unary activation) {
    return ACTIVATIONS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(activation))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(activation.name());
  }

  static DenseExample worked(String name) {
    return WorkedExamples.named(name);
  }

  /// A network of these sizes, inputs first, with weights from a seed (Glorot uniform) and biases
  /// 0.
  static DenseExample own(int[] sizes, String hidden, String output, long seed) {
    requireSizes(sizes);
    List<DenseExample.Layer> layers = new ArrayList<>();
    for (int k = 1; k < sizes.length; k++) {
      float[] drawn = new float[sizes[k - 1] * sizes[k]];
      new Initializer.GlorotUniform(1)
          .fill(
              drawn, 0, new int[] {sizes[k - 1], sizes[k]}, RandomKey.of(seed, "stepper." + k, 0));
      List<List<Double>> rows = new ArrayList<>();
      for (int j = 0; j < sizes[k]; j++) {
        List<Double> row = new ArrayList<>();
        for (int i = 0; i < sizes[k - 1]; i++) {
          // Two digits after the point, as a person would write them down.
          row.add(Math.rint(drawn[i * sizes[k] + j] * 100) / 100);
        }
        rows.add(row);
      }
      Elementwise.Unary activation = activation(k == sizes.length - 1 ? output : hidden);
      List<Double> biases = new ArrayList<>(java.util.Collections.nCopies(sizes[k], 0.0));
      layers.add(new DenseExample.Layer(rows, biases, activation));
    }
    List<Double> inputs = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int i = 0; i < sizes[0]; i++) {
      inputs.add(i % 2 == 0 ? 0.5 : -0.25);
    }
    for (int j = 0; j < sizes[sizes.length - 1]; j++) {
      targets.add(j % 2 == 0 ? 0.1 : 0.9);
    }
    return new DenseExample(
        "my network", "sizes of your own, seed " + seed, inputs, targets, layers, 0.5, true);
  }

  private static Elementwise.Unary activation(String name) {
    Elementwise.Unary activation = ACTIVATIONS.get(name);
    if (activation == null) {
      throw new Refusal(
          "there is no activation \""
              + Arguments.shortened(name)
              + "\" here; there are "
              + String.join(", ", ACTIVATIONS.keySet()));
    }
    return activation;
  }

  private static void requireSizes(int[] sizes) {
    if (sizes.length < 2 || sizes.length > MOST_LAYERS + 1) {
      throw new Refusal("a network here has 1 to " + MOST_LAYERS + " layers after its inputs");
    }
    int weights = 0;
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] < 1 || sizes[k] > MOST_UNITS) {
        throw new Refusal("each layer has 1 to " + MOST_UNITS + " neurons");
      }
      weights += k == 0 ? 0 : sizes[k - 1] * sizes[k];
    }
    if (weights > MOST_WEIGHTS) {
      throw new Refusal(
          "%d weights are too many to look at; at most %d".formatted(weights, MOST_WEIGHTS));
    }
  }

  /// The network as data, for the page and for links.
  static Map<String, @Nullable Object> map(DenseExample example) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", example.name());
    map.put("source", example.source());
    map.put("inputs", example.inputs());
    map.put("targets", example.targets());
    map.put("rate", example.rate());
    map.put("learnBiases", example.learnBiases());
    List<Map<String, @Nullable Object>> layers = new ArrayList<>();
    for (DenseExample.Layer layer : example.layers()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("weights", layer.weights());
      entry.put("biases", layer.biases());
      entry.put("activation", name(layer.activation()));
      layers.add(entry);
    }
    map.put("layers", layers);
    return map;
  }

  /// The network of a link; every number in it is checked.
  static DenseExample read(Arguments arguments) {
    double most = Edits.LARGEST;
    String name = arguments.text("name", 60);
    String source = arguments.text("source", 200);
    List<Double> inputs = list(arguments.numbers("inputs", MOST_UNITS, -most, most));
    List<Double> targets = list(arguments.numbers("targets", MOST_UNITS, -most, most));
    double rate = arguments.number("rate", 0, most);
    boolean learnBiases = arguments.flag("learnBiases", true);
    List<DenseExample.Layer> layers = new ArrayList<>();
    int[] sizes = new int[1];
    sizes[0] = inputs.size();
    for (Arguments layer : arguments.objects("layers", MOST_LAYERS)) {
      double[] biases = layer.numbers("biases", MOST_UNITS, -most, most);
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : layer.rows("weights", MOST_UNITS, MOST_UNITS, -most, most)) {
        rows.add(list(row));
      }
      Elementwise.Unary activation = activation(layer.text("activation", 20));
      layer.done();
      sizes = Arrays.copyOf(sizes, sizes.length + 1);
      sizes[sizes.length - 1] = biases.length;
      layers.add(layerOf(rows, list(biases), activation));
    }
    arguments.done();
    requireSizes(sizes);
    try {
      return new DenseExample(name, source, inputs, targets, layers, rate, learnBiases);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static DenseExample.Layer layerOf(
      List<List<Double>> rows, List<Double> biases, Elementwise.Unary activation) {
    try {
      return new DenseExample.Layer(rows, biases, activation);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static List<Double> list(double[] numbers) {
    return new ArrayList<>(Arrays.stream(numbers).boxed().toList());
  }
}
