package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Sample;
import io.gradus.explain.Symbols;
import io.gradus.op.Elementwise;
import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies of a network with one thing changed. Numbers are found by their symbols: `w5`, `b_h1`,
/// `i1`, `t2`, `i1@3`, `rate`.
final class Edits {
  /// The largest absolute value that may be typed.
  static final double LARGEST = 1e6;

  private Edits() {}

  /// @throws Refusal if nothing that can be edited is called so
  static DenseExample with(DenseExample example, String symbol, double value) {
    if (symbol.equals("rate")) {
      if (value < 0) {
        throw new Refusal("a learning rate is 0 or more: below it the loss would be climbed");
      }
      return example.with(example.descent(), value);
    }
    Symbols symbols = new Symbols(example);
    for (int s = 0; s < example.samples().size(); s++) {
      Sample sample = sample(example, symbols, s, symbol, value);
      if (sample != null) {
        return example.with(changed(example.samples(), s, sample));
      }
    }
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = layer(example, symbols, k, symbol, value);
      if (layer != null) {
        return example.with(changed(example.layers(), k, layer), example.memory());
      }
    }
    throw new Refusal("nothing to edit is called \"" + Arguments.shortened(symbol) + "\"");
  }

  /// Another activation for one layer, counted from 0.
  static DenseExample with(DenseExample example, int layer, Elementwise.Unary activation) {
    DenseExample.Layer old = example.layers().get(layer);
    DenseExample.Layer other = new DenseExample.Layer(old.weights(), old.biases(), activation);
    return example.with(changed(example.layers(), layer, other), example.memory());
  }

  /// Another sample in the place of one, counted from 0.
  static DenseExample with(DenseExample example, int index, Sample sample) {
    return example.with(changed(example.samples(), index, sample));
  }

  private static @Nullable Sample sample(
      DenseExample example, Symbols symbols, int s, String symbol, double value) {
    Sample old = example.samples().get(s);
    for (int i = 0; i < old.inputs().size(); i++) {
      if (symbols.of(symbols.out(-1, i), s).equals(symbol)) {
        return new Sample(changed(old.inputs(), i, value), old.targets());
      }
    }
    for (int i = 0; i < old.targets().size(); i++) {
      if (symbols.of(symbols.target(i), s).equals(symbol)) {
        return new Sample(old.inputs(), changed(old.targets(), i, value));
      }
    }
    return null;
  }

  private static DenseExample.@Nullable Layer layer(
      DenseExample example, Symbols symbols, int k, String symbol, double value) {
    DenseExample.Layer layer = example.layers().get(k);
    for (int j = 0; j < layer.biases().size(); j++) {
      if (symbols.bias(k, j).equals(symbol)) {
        return new DenseExample.Layer(
            layer.weights(), changed(layer.biases(), j, value), layer.activation());
      }
      for (int i = 0; i < layer.weights().get(j).size(); i++) {
        if (symbols.weight(k, j, i).equals(symbol)) {
          List<Double> row = changed(layer.weights().get(j), i, value);
          return new DenseExample.Layer(
              changed(layer.weights(), j, row), layer.biases(), layer.activation());
        }
      }
    }
    return null;
  }

  private static <T> List<T> changed(List<T> all, int at, T value) {
    List<T> copy = new ArrayList<>(all);
    copy.set(at, value);
    return copy;
  }
}
