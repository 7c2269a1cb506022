package io.gradus.explain;

import io.gradus.Shape;
import io.gradus.optim.Optimizer;
import io.gradus.optim.ReferenceOptimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The optimizer of a [DenseExample] with its memory, array by array.
final class DenseOptimizer {
  private final DenseExample example;
  private final Symbols symbols;
  private final List<String> states;
  private final List<ReferenceOptimizer> weights = new ArrayList<>();
  private final List<ReferenceOptimizer> biases = new ArrayList<>();
  private long steps;

  DenseOptimizer(DenseExample example) {
    this.example = example;
    symbols = new Symbols(example);
    states = example.optimizer().rule().state();
    steps = example.memory().steps();
    for (int k = 0; k < example.layers().size(); k++) {
      weights.add(begun(weightNames(k)));
      biases.add(begun(biasNames(k)));
    }
  }

  /// The symbols of a layer's weights, `[in, out]`.
  private List<String> weightNames(int layer) {
    DenseExample.Layer of = example.layers().get(layer);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < of.weights().getFirst().size(); i++) {
      for (int j = 0; j < of.biases().size(); j++) {
        names.add(symbols.weight(layer, j, i));
      }
    }
    return names;
  }

  private List<String> biasNames(int layer) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < example.layers().get(layer).biases().size(); j++) {
      names.add(symbols.bias(layer, j));
    }
    return names;
  }

  private ReferenceOptimizer begun(List<String> names) {
    Optimizer optimizer = example.optimizer();
    ReferenceOptimizer begun =
        ReferenceOptimizer.of(optimizer, "", Shape.of(names.size()), new double[names.size()]);
    past(names).states().forEach(begun::setState);
    begun.setSteps(steps);
    return begun;
  }

  private UpdateLines.Past past(List<String> names) {
    Map<String, double[]> arrays = new HashMap<>();
    for (int s = 0; s < states.size(); s++) {
      double[] numbers = new double[names.size()];
      for (int i = 0; i < numbers.length; i++) {
        List<Double> kept = example.memory().states().get(names.get(i));
        numbers[i] = kept == null ? 0 : kept.get(s);
      }
      arrays.put(states.get(s), numbers);
    }
    return new UpdateLines.Past(example.memory().steps(), arrays);
  }

  /// The lines by which one weight is updated.
  UpdateLines lines(String symbol, double value, double gradient) {
    return new UpdateLines(
        example.optimizer(),
        "",
        Shape.of(1),
        new double[] {value},
        new double[] {gradient},
        past(List.of(symbol)),
        UpdateLines.Naming.UNIQUE);
  }

  /// Changes the weights by their gradients.
  void step(Computed computed) {
    for (int k = 0; k < weights.size(); k++) {
      update(weights.get(k), computed.weights(k), computed.toWeights(k));
      if (example.learnBiases()) {
        update(biases.get(k), computed.biases(k), computed.toBiases(k));
      }
    }
    steps++;
  }

  private static void update(ReferenceOptimizer optimizer, double[] values, double[] gradients) {
    optimizer.setValues(values);
    optimizer.step(gradients);
    double[] after = optimizer.values();
    System.arraycopy(after, 0, values, 0, values.length);
  }

  /// What is remembered now.
  Memory memory() {
    if (states.isEmpty()) {
      return Memory.NONE;
    }
    Map<String, List<Double>> kept = new HashMap<>();
    for (int k = 0; k < weights.size(); k++) {
      remember(weightNames(k), weights.get(k)::array, kept);
      if (example.learnBiases()) {
        remember(biasNames(k), biases.get(k)::array, kept);
      }
    }
    return new Memory(steps, kept);
  }

  private void remember(
      List<String> names, Function<String, double[]> arrays, Map<String, List<Double>> into) {
    List<double[]> all = states.stream().map(arrays).toList();
    IntFunction<List<Double>> at = i -> all.stream().map(array -> array[i]).toList();
    for (int i = 0; i < names.size(); i++) {
      into.put(names.get(i), at.apply(i));
    }
  }
}
