package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseLoss;
import io.gradus.explain.Descent;
import io.gradus.explain.Memory;
import io.gradus.explain.Sample;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A network as data, for the page and for links, and back.
final class NetworkData {
  private static final double MOST = Edits.LARGEST;

  private NetworkData() {}

  static List<String> losses() {
    return Arrays.stream(DenseLoss.values()).map(Enum::name).toList();
  }

  static List<String> descents() {
    return Arrays.stream(Descent.values()).map(Enum::name).toList();
  }

  static Map<String, @Nullable Object> map(DenseExample example) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", example.name());
    map.put("source", example.source());
    List<Map<String, ?>> samples = new ArrayList<>();
    example
        .samples()
        .forEach(
            sample -> samples.add(Map.of("inputs", sample.inputs(), "targets", sample.targets())));
    map.put("samples", samples);
    List<Map<String, ?>> layers = new ArrayList<>();
    example
        .layers()
        .forEach(layer ->
            layers.add(
                Map.of(
                    "weights", layer.weights(),
                    "biases", layer.biases(),
                    "activation", Networks.name(layer.activation()))));
    map.put("layers", layers);
    map.put("loss", example.loss().name());
    map.put("descent", example.descent().name());
    map.put("rate", example.rate());
    map.put("learnBiases", example.learnBiases());
    if (!example.memory().equals(Memory.NONE)) {
      map.put("memory", memory(example.memory()));
    }
    return map;
  }

  private static Map<String, @Nullable Object> memory(Memory memory) {
    List<Map<String, ?>> states = new ArrayList<>();
    new TreeMap<>(memory.states())
        .forEach((symbol, numbers) -> states.add(Map.of("symbol", symbol, "numbers", numbers)));
    return Map.of("steps", memory.steps(), "states", states);
  }

  /// The network of a link; every number in it is checked.
  static DenseExample read(Arguments arguments) {
    String name = arguments.text("name", 60);
    String source = arguments.text("source", 200);
    List<Sample> samples = new ArrayList<>();
    for (Arguments sample : arguments.objects("samples", Networks.MOST_SAMPLES)) {
      double[] inputs = sample.numbers("inputs", Networks.MOST_WEIGHTS, -MOST, MOST);
      double[] targets = sample.numbers("targets", Networks.MOST_WEIGHTS, -MOST, MOST);
      sample.done();
      samples.add(new Sample(list(inputs), list(targets)));
    }
    List<DenseExample.Layer> layers = new ArrayList<>();
    for (Arguments layer : arguments.objects("layers", Networks.MOST_LAYERS)) {
      layers.add(layer(layer));
    }
    DenseLoss loss = DenseLoss.valueOf(arguments.choice("loss", losses()));
    Descent descent = Descent.valueOf(arguments.choice("descent", descents()));
    double rate = arguments.number("rate", 0, MOST);
    boolean learnBiases = arguments.flag("learnBiases", true);
    Memory memory =
        arguments.has("memory") ? memory(arguments.object("memory"), descent) : Memory.NONE;
    arguments.done();
    try {
      DenseExample read =
          new DenseExample(name, source, samples, layers, loss, descent, rate, learnBiases, memory);
      Networks.requireSizes(read.sizes().stream().mapToInt(Integer::intValue).toArray());
      return read.with(Networks.checked(read, samples));
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static DenseExample.Layer layer(Arguments layer) {
    // What learning has made of a weight may be larger than what may be typed.
    double[] biases = layer.numbers("biases", Networks.MOST_WEIGHTS, -1e300, 1e300);
    List<List<Double>> rows = new ArrayList<>();
    int most = Networks.MOST_WEIGHTS;
    layer.rows("weights", most, most, -1e300, 1e300).forEach(row -> rows.add(list(row)));
    String activation = layer.text("activation", 40);
    layer.done();
    try {
      return new DenseExample.Layer(rows, list(biases), Networks.activation(activation));
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private static Memory memory(Arguments memory, Descent descent) {
    int count = descent.at(0).rule().state().size();
    Map<String, List<Double>> states = new LinkedHashMap<>();
    for (Arguments state : memory.objects("states", 2 * Networks.MOST_WEIGHTS)) {
      String symbol = state.text("symbol", 20);
      double[] numbers = state.numbers("numbers", count, -1e300, 1e300);
      state.done();
      if (numbers.length != count) {
        throw new Refusal("what the optimizer remembers of a weight is " + count + " numbers here");
      }
      states.put(symbol, list(numbers));
    }
    Memory read = new Memory(memory.whole("steps", 0, Integer.MAX_VALUE), states);
    memory.done();
    return read;
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
