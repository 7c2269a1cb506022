package io.gradus.explain;

import io.gradus.exec.CentredDifferences;
import java.util.ArrayList;
import java.util.List;

/// Many updates of a [DenseExample] in double, and the check of its gradients, without a
/// [Walkthrough] for each.
///
/// It uses the same graph and the same formulas of the optimizer, so it gives the same bits.
public final class DenseRun {
  private final DenseExample example;
  private final Computed computed;
  private final Symbols symbols;
  private final DenseOptimizer optimizer;

  /// How the gradients of back-propagation compare with centred differences `(E(w+h) - E(w-h)) /
  /// 2h`.
  ///
  /// @param error the largest `|a - n| / max(|a|, |n|)`, 0 where both are 0
  /// @param worst the weight or bias that it belongs to
  /// @param compared how many were compared
  /// @param rows one for each weight and bias that learns
  public record Check(double error, String worst, int compared, double h, List<Difference> rows) {}

  /// One gradient and the centred difference.
  public record Difference(String symbol, double gradient, double numeric, double error) {}

  /// Builds the graph of the example's loss and gradients; nothing is updated yet.
  public DenseRun(DenseExample example) {
    this.example = example;
    computed = new Computed(example);
    symbols = new Symbols(example);
    optimizer = new DenseOptimizer(example);
  }

  /// The error with the weights as they are.
  public double error() {
    return computed.error();
  }

  /// The outputs for one sample, with the weights as they are.
  public List<Double> outputs(int sample) {
    List<Double> outputs = new ArrayList<>();
    for (int j = 0; j < example.outputs(); j++) {
      outputs.add(computed.out(example.layers().size() - 1, j, sample));
    }
    return outputs;
  }

  /// Feed-forward, back-propagation and update, `count` times.
  public void update(int count) {
    for (int n = 0; n < count; n++) {
      optimizer.step(computed);
      computed.run();
    }
  }

  /// The network with the weights as they are.
  public DenseExample example() {
    List<DenseExample.Layer> layers = new ArrayList<>();
    for (int k = 0; k < example.layers().size(); k++) {
      DenseExample.Layer layer = example.layers().get(k);
      int units = layer.biases().size();
      List<List<Double>> rows = new ArrayList<>();
      List<Double> biases = new ArrayList<>();
      for (int j = 0; j < units; j++) {
        List<Double> row = new ArrayList<>();
        for (int i = 0; i < layer.weights().get(j).size(); i++) {
          row.add(computed.weights(k)[i * units + j]);
        }
        rows.add(row);
        biases.add(computed.biases(k)[j]);
      }
      layers.add(new DenseExample.Layer(rows, biases, layer.activation()));
    }
    return example.with(layers, optimizer.memory());
  }

  /// Compares the gradient of everything that learns with centred differences of width `2h`.
  public Check check(double h) {
    List<Difference> rows = new ArrayList<>();
    for (int k = 0; k < example.layers().size(); k++) {
      int units = example.layers().get(k).biases().size();
      int inputs = computed.weights(k).length / units;
      for (int j = 0; j < units; j++) {
        for (int i = 0; i < inputs + (example.learnBiases() ? 1 : 0); i++) {
          boolean bias = i == inputs;
          double given = bias ? computed.toBias(k, j) : computed.toWeight(k, j, i);
          double[] array = bias ? computed.biases(k) : computed.weights(k);
          double numeric = numeric(array, bias ? j : i * units + j, h);
          double size = Math.max(Math.abs(given), Math.abs(numeric));
          double error = size == 0 ? 0 : Math.abs(given - numeric) / size;
          String symbol = bias ? symbols.bias(k, j) : symbols.weight(k, j, i);
          rows.add(new Difference(symbol, given, numeric, error));
        }
      }
    }
    Difference worst = rows.getFirst();
    for (Difference row : rows) {
      // NaN is worse than any number.
      worst = row.error() <= worst.error() || Double.isNaN(worst.error()) ? worst : row;
    }
    return new Check(worst.error(), worst.symbol(), rows.size(), h, List.copyOf(rows));
  }

  private double numeric(double[] array, int at, double h) {
    double numeric =
        new CentredDifferences(
                array,
                () -> {
                  computed.run();
                  return computed.error();
                })
            .of(at, h);
    computed.run();
    return numeric;
  }
}
