package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.DenseRun;
import io.gradus.explain.Symbols;
import io.gradus.studio.room.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two moments side by side: the loss, and every weight, bias, input and target that differs.
final class Comparison {
  private Comparison() {}

  static Map<String, @Nullable Object> of(Snapshot one, Snapshot other) {
    Map<String, Double> left = numbers(one.network());
    Map<String, Double> right = numbers(other.network());
    if (!left.keySet().equals(right.keySet())) {
      throw new Refusal("these two are networks of different shapes");
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    left.forEach((symbol, value) -> {
      double there = right.getOrDefault(symbol, Double.NaN);
      if (value != there) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("symbol", symbol);
        row.put("from", value);
        row.put("to", there);
        row.put("difference", there - value);
        rows.add(row);
      }
    });
    return Map.of(
        "rows", rows,
        "same", left.size() - rows.size(),
        "lossFrom", new DenseRun(one.network()).error(),
        "lossTo", new DenseRun(other.network()).error(),
        "stepsFrom", one.steps(),
        "stepsTo", other.steps());
  }

  private static Map<String, Double> numbers(DenseExample network) {
    Symbols symbols = new Symbols(network);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int k = 0; k < network.layers().size(); k++) {
      DenseExample.Layer layer = network.layers().get(k);
      for (int j = 0; j < layer.biases().size(); j++) {
        for (int i = 0; i < layer.weights().get(j).size(); i++) {
          numbers.put(symbols.weight(k, j, i), layer.weights().get(j).get(i));
        }
        numbers.put(symbols.bias(k, j), layer.biases().get(j));
      }
    }
    for (int i = 0; i < network.inputs().size(); i++) {
      numbers.put(symbols.out(-1, i), network.inputs().get(i));
    }
    for (int i = 0; i < network.targets().size(); i++) {
      numbers.put(symbols.target(i), network.targets().get(i));
    }
    numbers.put("rate", network.rate());
    return numbers;
  }
}
