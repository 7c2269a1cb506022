package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Symbols;
import io.gradus.expr.Evaluate;
import io.gradus.expr.Expr;
import io.gradus.op.Elementwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `dE/dw = dE/dout * dout/dnet * dnet/dw`: the gradient of one weight as its three factors.
final class ChainRule {
  private final DenseExample network;
  private final Passes passes;
  private final Symbols symbols;

  ChainRule(DenseExample network, Passes passes) {
    this.network = network;
    this.passes = passes;
    symbols = new Symbols(network);
  }

  /// The three factors of the gradient of a weight or bias on one sample; null for other numbers.
  @Nullable List<Map<String, @Nullable Object>> factors(String gradient) {
    if (!gradient.startsWith("dE/d") || network.samples().size() > 1) {
      return null;
    }
    String symbol = gradient.substring("dE/d".length());
    for (int k = 0; k < network.layers().size(); k++) {
      DenseExample.Layer layer = network.layers().get(k);
      for (int j = 0; j < layer.biases().size(); j++) {
        if (symbols.bias(k, j).equals(symbol)) {
          return factors(k, j, symbol, null);
        }
        for (int i = 0; i < layer.weights().get(j).size(); i++) {
          if (symbols.weight(k, j, i).equals(symbol)) {
            return factors(k, j, symbol, symbols.out(k - 1, i));
          }
        }
      }
    }
    return null;
  }

  private List<Map<String, @Nullable Object>> factors(
      int k, int j, String symbol, @Nullable String source) {
    String net = symbols.net(k, j);
    String out = symbols.out(k, j);
    List<Map<String, @Nullable Object>> factors = new ArrayList<>();
    factors.add(factor(ratio("E", out), value("dE/d" + out), "dE/d" + out));
    factors.add(factor(ratio(out, net), slope(k, j, 0), out));
    factors.add(
        factor(
            ratio(net, symbol), source == null ? 1 : value(source), source == null ? "" : source));
    return factors;
  }

  private static String ratio(String of, String by) {
    return "\\frac{\\partial %s}{\\partial %s}"
        .formatted(Explanations.latexName(of), Explanations.latexName(by));
  }

  /// @param symbol what the factor's number comes from; empty for the number 1
  private static Map<String, @Nullable Object> factor(String latex, double value, String symbol) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("latex", latex);
    map.put("value", value);
    map.put("symbol", symbol);
    return map;
  }

  private double value(String symbol) {
    Passes.Entry entry = passes.named(symbol);
    if (entry != null) {
      return entry.line().result();
    }
    Givens.Given given = Givens.of(network).get(symbol);
    return given == null ? Double.NaN : given.value();
  }

  private double slope(int k, int j, int sample) {
    double z = value(symbols.of(symbols.net(k, j), sample));
    double y = value(symbols.of(symbols.out(k, j), sample));
    return slope(network.layers().get(k).activation(), z, y);
  }

  private static double slope(Elementwise.Unary activation, double z, double y) {
    Expr slope = activation.slope(Expr.input(0, "z"), Expr.input(1, "y"));
    return Evaluate.in(slope, new double[] {z, y});
  }

  /// A neuron's slope.
  ///
  /// @param share of the steepest that its activation has
  record Slope(double slope, double share) {}

  /// For each neuron's output by its symbol, its slope; for those among the first `lines` only.
  Map<String, Slope> slopes(int lines, Steepest steepest) {
    Map<String, Slope> slopes = new LinkedHashMap<>();
    for (int k = 0; k < network.layers().size(); k++) {
      double most = steepest.of(network.layers().get(k).activation());
      for (int j = 0; j < network.layers().get(k).biases().size(); j++) {
        for (int s = 0; s < network.samples().size(); s++) {
          String out = symbols.of(symbols.out(k, j), s);
          if (passes.place(out) < lines) {
            double slope = slope(k, j, s);
            slopes.put(out, new Slope(slope, Math.abs(slope) / most));
          }
        }
      }
    }
    return slopes;
  }
}
