package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Sample;
import io.gradus.explain.Symbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything in a network that no formula gives: weights, biases, samples, settings, by symbol.
final class Givens {
  /// @param kind what it is, in words
  /// @param editable whether the reader may change it
  record Given(double value, String kind, boolean editable) {}

  private final DenseExample network;
  private final Symbols symbols;
  private final Map<String, Given> all = new LinkedHashMap<>();

  private Givens(DenseExample network) {
    this.network = network;
    symbols = new Symbols(network);
    for (int k = 0; k < network.layers().size(); k++) {
      layer(k);
    }
    List<String> learned = List.copyOf(all.keySet());
    for (int s = 0; s < network.samples().size(); s++) {
      sample(s);
    }
    String rate = "the learning rate: how far the optimizer goes against the gradient";
    all.put("rate", new Given(network.rate(), rate, true));
    optimizer(learned);
  }

  static Map<String, Given> of(DenseExample network) {
    return new Givens(network).all;
  }

  private void layer(int k) {
    DenseExample.Layer layer = network.layers().get(k);
    String bias =
        network.learnBiases()
            ? "a bias: only the optimizer changes it"
            : "a bias: this example keeps it as it is";
    for (int j = 0; j < layer.biases().size(); j++) {
      for (int i = 0; i < layer.weights().get(j).size(); i++) {
        String kind =
            "a weight, from %s to %s: only the optimizer changes it"
                .formatted(symbols.out(k - 1, i), symbols.net(k, j));
        double weight = layer.weights().get(j).get(i);
        all.put(symbols.weight(k, j, i), new Given(weight, kind, true));
      }
      all.put(symbols.bias(k, j), new Given(layer.biases().get(j), bias, true));
    }
  }

  private void sample(int s) {
    Sample sample = network.samples().get(s);
    for (int i = 0; i < sample.inputs().size(); i++) {
      Given given = new Given(sample.inputs().get(i), "an input: given from outside", true);
      all.put(symbols.of(symbols.out(-1, i), s), given);
    }
    for (int i = 0; i < sample.targets().size(); i++) {
      Given given = new Given(sample.targets().get(i), "a target: what should be answered", true);
      all.put(symbols.of(symbols.target(i), s), given);
    }
  }

  private void optimizer(List<String> learned) {
    var rule = network.optimizer().rule();
    if (rule.state().isEmpty()) {
      return;
    }
    all.put("t", new Given(network.memory().steps() + 1.0, "the number of this step", false));
    String setting = "a setting of " + network.descent().title();
    rule.settings().forEach(s -> all.put(s.name(), new Given(s.value(), setting, false)));
    for (String symbol : learned) {
      List<Double> kept = network.memory().states().get(symbol);
      String kind = "what the optimizer remembers of " + symbol + "; 0 before the first step";
      for (int i = 0; i < rule.state().size(); i++) {
        double value = kept == null ? 0 : kept.get(i);
        all.put(rule.state().get(i) + "_" + symbol, new Given(value, kind, false));
      }
    }
  }
}
