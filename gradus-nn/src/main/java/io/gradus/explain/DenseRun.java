package io.gradus.explain;

import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.expr.Exprs;
import io.gradus.optim.Assignment;
import io.gradus.optim.Sgd;
import java.util.ArrayList;
import java.util.List;

/// Many updates of a [DenseExample] in double, and the check of its gradients, without a
/// [Walkthrough] for each.
///
/// It uses the same graph and the same formula of the optimizer, so it gives the same bits.
public final class DenseRun {
  private final DenseExample example;
  private final Computed computed;
  private final Symbols symbols;
  private final Expr rule;

  /// How the gradients of back-propagation compare with centred differences `(E(w+h) - E(w-h)) /
  /// 2h`.
  ///
  /// @param error the largest `|a - n| / max(|a|, |n|)`, 0 where both are 0
  /// @param worst the weight or bias that it belongs to
  /// @param compared how many were compared
  public record Check(double error, String worst, int compared, double h) {}

  public DenseRun(DenseExample example) {
    this.example = example;
    computed = new Computed(example);
    symbols = new Symbols(example);
    Assignment.Formula assignment =
        (Assignment.Formula) new Sgd(example.rate()).rule().assignments().getLast();
    Expr rate = Expr.input(2, "rate");
    rule =
        Exprs.substituteArguments(
            Exprs.substitute(assignment.value(), Expr.input(0, "p"), Expr.input(1, "g")),
            rate,
            rate);
  }

  /// The error with the weights as they are.
  public double error() {
    return computed.error();
  }

  /// Feed-forward, back-propagation and update, `count` times.
  public void update(int count) {
    for (int n = 0; n < count; n++) {
      for (int k = 0; k < example.layers().size(); k++) {
        updateLayer(k);
      }
      computed.run();
    }
  }

  private void updateLayer(int layer) {
    double[] weights = computed.weights(layer);
    int units = example.layers().get(layer).biases().size();
    int inputs = weights.length / units;
    for (int j = 0; j < units; j++) {
      for (int i = 0; i < inputs; i++) {
        int at = i * units + j;
        weights[at] = step(weights[at], computed.toWeight(layer, j, i));
      }
      if (example.learnBiases()) {
        double[] biases = computed.biases(layer);
        biases[j] = step(biases[j], computed.toBias(layer, j));
      }
    }
  }

  private double step(double value, double gradient) {
    return Evaluate.in(rule, new double[] {value, gradient, example.rate()});
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
    return new DenseExample(
        example.name(),
        example.source(),
        example.inputs(),
        example.targets(),
        layers,
        example.rate(),
        example.learnBiases());
  }

  /// Compares the gradient of everything that learns with centred differences of width `2h`.
  public Check check(double h) {
    double worst = 0;
    String where = "";
    int compared = 0;
    for (int k = 0; k < example.layers().size(); k++) {
      int units = example.layers().get(k).biases().size();
      int inputs = computed.weights(k).length / units;
      for (int j = 0; j < units; j++) {
        for (int i = 0; i < inputs + (example.learnBiases() ? 1 : 0); i++) {
          boolean bias = i == inputs;
          double given = bias ? computed.toBias(k, j) : computed.toWeight(k, j, i);
          double[] array = bias ? computed.biases(k) : computed.weights(k);
          double numeric = difference(array, bias ? j : i * units + j, h);
          double size = Math.max(Math.abs(given), Math.abs(numeric));
          double error = size == 0 ? 0 : Math.abs(given - numeric) / size;
          compared++;
          if (!(error <= worst) || where.isEmpty()) {
            worst = error;
            where = bias ? symbols.bias(k, j) : symbols.weight(k, j, i);
          }
        }
      }
    }
    return new Check(worst, where, compared, h);
  }

  private double difference(double[] array, int at, double h) {
    double kept = array[at];
    array[at] = kept + h;
    computed.run();
    double above = computed.error();
    array[at] = kept - h;
    computed.run();
    double below = computed.error();
    array[at] = kept;
    computed.run();
    return (above - below) / (2 * h);
  }
}
