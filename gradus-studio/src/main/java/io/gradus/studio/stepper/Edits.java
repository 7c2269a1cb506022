package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Symbols;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.List;

/// Copies of a network with one number changed, found by its symbol: `w5`, `b_h1`, `i1`, `t2`,
/// `rate`.
final class Edits {
  /// The largest absolute value that may be typed.
  static final double LARGEST = 1e6;

  private Edits() {}

  /// @throws Refusal if nothing that can be edited is called so
  static DenseExample with(DenseExample example, String symbol, double value) {
    if (symbol.equals("rate")) {
      return copy(example, example.inputs(), example.targets(), example.layers(), value);
    }
    Symbols symbols = new Symbols(example);
    for (int i = 0; i < example.inputs().size(); i++) {
      if (symbols.out(-1, i).equals(symbol)) {
        List<Double> inputs = changed(example.inputs(), i, value);
        return copy(example, inputs, example.targets(), example.layers(), example.rate());
      }
    }
    for (int i = 0; i < example.targets().size(); i++) {
      if (symbols.target(i).equals(symbol)) {
        List<Double> targets = changed(example.targets(), i, value);
        return copy(example, example.inputs(), targets, example.layers(), example.rate());
      }
    }
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = layer(example, symbols, k, symbol, value);
      if (layer != null) {
        List<DenseExample.Layer> layers = new ArrayList<>(example.layers());
        layers.set(k, layer);
        return copy(example, example.inputs(), example.targets(), layers, example.rate());
      }
    }
    throw new Refusal("nothing to edit is called \"" + Arguments.shortened(symbol) + "\"");
  }

  private static DenseExample.@org.jspecify.annotations.Nullable Layer layer(
      DenseExample example, Symbols symbols, int k, String symbol, double value) {
    DenseExample.Layer layer = example.layers().get(k);
    for (int j = 0; j < layer.biases().size(); j++) {
      if (symbols.bias(k, j).equals(symbol)) {
        return new DenseExample.Layer(
            layer.weights(), changed(layer.biases(), j, value), layer.activation());
      }
      for (int i = 0; i < layer.weights().get(j).size(); i++) {
        if (symbols.weight(k, j, i).equals(symbol)) {
          List<List<Double>> weights = new ArrayList<>(layer.weights());
          weights.set(j, changed(layer.weights().get(j), i, value));
          return new DenseExample.Layer(weights, layer.biases(), layer.activation());
        }
      }
    }
    return null;
  }

  private static List<Double> changed(List<Double> numbers, int at, double value) {
    List<Double> copy = new ArrayList<>(numbers);
    copy.set(at, value);
    return copy;
  }

  private static DenseExample copy(
      DenseExample example,
      List<Double> inputs,
      List<Double> targets,
      List<DenseExample.Layer> layers,
      double rate) {
    return new DenseExample(
        example.name(), example.source(), inputs, targets, layers, rate, example.learnBiases());
  }
}
