package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Section;
import io.gradus.explain.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The same numbers as vectors and matrices, layer by layer, under the four equations of
/// back-propagation (Nielsen, Neural Networks and Deep Learning, chapter 2), for one sample.
final class Matrices {
  private final DenseExample network;
  private final Passes passes;
  private final Symbols symbols;
  private final int sample;
  private final Map<String, ChainRule.Slope> slopes;

  Matrices(DenseExample network, Passes passes, int sample, Steepest steepest) {
    this.network = network;
    this.passes = passes;
    this.sample = sample;
    symbols = new Symbols(network);
    slopes = new ChainRule(network, passes).slopes(passes.entries().size(), steepest);
  }

  List<Map<String, @Nullable Object>> rows(Passes.Place place) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    int last = network.layers().size() - 1;
    if (place.lines() >= passes.end(Section.Part.FEED_FORWARD)) {
      for (int k = 0; k <= last; k++) {
        forward(k, rows);
      }
    }
    if (place.lines() >= passes.end(Section.Part.BACK_PROPAGATION)) {
      for (int k = last; k >= 0; k--) {
        backward(k, rows);
      }
    }
    return rows;
  }

  private void forward(int k, List<Map<String, @Nullable Object>> rows) {
    int level = k + 1;
    String sum = "z^{%d} = W^{%d} a^{%d} + b^{%d}".formatted(level, level, k, level);
    rows.add(row("", sum, nets(k), weights(k), outs(k - 1), biases(k)));
    rows.add(row("", "a^{%d} = \\sigma(z^{%d})".formatted(level, level), outs(k), nets(k)));
  }

  private void backward(int k, List<Map<String, @Nullable Object>> rows) {
    int level = k + 1;
    String delta = "\\delta^{%d}".formatted(level);
    if (k == network.layers().size() - 1) {
      String latex = delta + " = \\nabla_a E \\odot \\sigma'(z^{%d})".formatted(level);
      rows.add(row("BP1", latex, deltas(k), toOuts(k), slopes(k)));
    } else {
      String latex =
          delta
              + " = ((W^{%d})^{\\mathsf T} \\delta^{%d}) \\odot \\sigma'(z^{%d})"
                  .formatted(level + 1, level + 1, level);
      rows.add(row("BP2", latex, deltas(k), transposed(k + 1), deltas(k + 1), slopes(k)));
    }
    String few = network.samples().size() > 1 ? "\\frac{\\partial E_{s}}{\\partial " : "";
    String bias = few.isEmpty() ? "\\frac{\\partial E}{\\partial " : few;
    rows.add(row("BP3", bias + "b^{%d}} = ".formatted(level) + delta, deltas(k)));
    rows.add(
        row(
            "BP4",
            bias + "W^{%d}} = ".formatted(level) + delta + " (a^{%d})^{\\mathsf T}".formatted(k),
            products(k),
            deltas(k),
            row(outs(k - 1))));
  }

  /// One matrix: its name, its shape and its numbers.
  private record Matrix(String name, double[][] numbers) {
    Map<String, @Nullable Object> map() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("shape", numbers.length + "×" + numbers[0].length);
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : row) {
          list.add(number);
        }
        rows.add(list);
      }
      map.put("rows", rows);
      return map;
    }
  }

  private static Map<String, @Nullable Object> row(
      String label, String latex, Matrix result, Matrix... operands) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("label", label);
    map.put("latex", latex);
    List<Map<String, @Nullable Object>> matrices = new ArrayList<>();
    matrices.add(result.map());
    for (Matrix operand : operands) {
      matrices.add(operand.map());
    }
    map.put("matrices", matrices);
    return map;
  }

  private int units(int layer) {
    return network.sizes().get(layer + 1);
  }

  private Matrix column(String name, int layer, IntToDoubleFunction numbers) {
    double[][] column = new double[units(layer)][1];
    for (int j = 0; j < column.length; j++) {
      column[j][0] = numbers.applyAsDouble(j);
    }
    return new Matrix(name, column);
  }

  private double result(String symbol) {
    Passes.Entry entry = passes.named(symbols.of(symbol, sample));
    return entry == null ? Double.NaN : entry.line().result();
  }

  private Matrix nets(int k) {
    return column("z^{%d}".formatted(k + 1), k, j -> result(symbols.net(k, j)));
  }

  private Matrix outs(int k) {
    List<Double> inputs = network.samples().get(sample).inputs();
    return column(
        "a^{%d}".formatted(k + 1), k, j -> k < 0 ? inputs.get(j) : result(symbols.out(k, j)));
  }

  private Matrix biases(int k) {
    List<Double> biases = network.layers().get(k).biases();
    return column("b^{%d}".formatted(k + 1), k, biases::get);
  }

  private Matrix deltas(int k) {
    return column("\\delta^{%d}".formatted(k + 1), k, j -> result("dE/d" + symbols.net(k, j)));
  }

  private Matrix toOuts(int k) {
    return column("\\nabla_a E", k, j -> result("dE/d" + symbols.out(k, j)));
  }

  private Matrix slopes(int k) {
    return column(
        "\\sigma'(z^{%d})".formatted(k + 1),
        k,
        j ->
            slopes.get(symbols.of(symbols.out(k, j), sample)) instanceof ChainRule.Slope slope
                ? slope.slope()
                : Double.NaN);
  }

  private Matrix weights(int layer) {
    List<List<Double>> rows = network.layers().get(layer).weights();
    double[][] numbers = new double[rows.size()][];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = rows.get(j).stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new Matrix("W^{%d}".formatted(layer + 1), numbers);
  }

  private static Matrix turned(String name, double[][] numbers) {
    double[][] turned = new double[numbers[0].length][numbers.length];
    for (int j = 0; j < numbers.length; j++) {
      for (int i = 0; i < turned.length; i++) {
        turned[i][j] = numbers[j][i];
      }
    }
    return new Matrix(name, turned);
  }

  private Matrix transposed(int layer) {
    Matrix weights = weights(layer);
    return turned("(" + weights.name() + ")^{\\mathsf T}", weights.numbers());
  }

  private static Matrix row(Matrix column) {
    return turned("(" + column.name() + ")^{\\mathsf T}", column.numbers());
  }

  /// The gradients of a layer's weights on this sample: those of the walkthrough where it is the
  /// only one.
  private Matrix products(int layer) {
    double[][] delta = deltas(layer).numbers();
    double[][] in = outs(layer - 1).numbers();
    boolean alone = network.samples().size() == 1;
    double[][] numbers = new double[delta.length][in.length];
    for (int j = 0; j < delta.length; j++) {
      for (int i = 0; i < in.length; i++) {
        numbers[j][i] =
            alone ? result("dE/d" + symbols.weight(layer, j, i)) : delta[j][0] * in[i][0];
      }
    }
    return new Matrix("\\partial E/\\partial W^{%d}".formatted(layer + 1), numbers);
  }
}
