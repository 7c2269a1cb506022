package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Section;
import io.gradus.explain.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
      String latex =
          delta + " = \\nabla_a %s \\odot \\sigma'(z^{%d})".formatted(error(sample), level);
      rows.add(row("BP1", latex, deltas(k), toOuts(k), slopes(k)));
    } else {
      String latex =
          delta
              + " = ((W^{%d})^{\\mathsf T} \\delta^{%d}) \\odot \\sigma'(z^{%d})"
                  .formatted(level + 1, level + 1, level);
      rows.add(row("BP2", latex, deltas(k), transposed(k + 1), deltas(k + 1), slopes(k)));
    }
    String bias = slope("b", level);
    String weight = slope("W", level);
    rows.add(row("BP3", bias + " = " + delta, deltas(k)));
    rows.add(
        row(
            "BP4",
            weight + " = " + delta + " (a^{%d})^{\\mathsf T}".formatted(k),
            products(k, sample),
            deltas(k),
            row(outs(k - 1))));
    if (network.samples().size() > 1) {
      sums(k, rows);
    }
  }

  /// The gradients of the batch, as all other views show them: the samples' shares, added up.
  private void sums(int k, List<Map<String, @Nullable Object>> rows) {
    int level = k + 1;
    String of =
        "\\frac{\\partial E}{\\partial %1$s^{%2$d}} = \\sum_s \\frac{\\partial E_{s}}{\\partial %1$s^{%2$d}}";
    List<Integer> all = IntStream.range(0, network.samples().size()).boxed().toList();
    Matrix biases =
        column(
            "\\partial E/\\partial b^{%d}".formatted(level),
            k,
            j -> total("dE/d" + symbols.bias(k, j)));
    Matrix[] deltas = all.stream().map(s -> deltas(k, s)).toArray(Matrix[]::new);
    rows.add(row("Σ", of.formatted("b", level), biases, deltas));
    Matrix[] products = all.stream().map(s -> products(k, s)).toArray(Matrix[]::new);
    rows.add(row("Σ", of.formatted("W", level), gradients(k), products));
  }

  /// The error that the equations are about: a sample's share of the mean where there are several.
  private String error(int sample) {
    return network.samples().size() > 1 ? "E_{%d}".formatted(sample + 1) : "E";
  }

  private String slope(String of, int level) {
    return "\\frac{\\partial %s}{\\partial %s^{%d}}".formatted(error(sample), of, level);
  }

  /// What the names mean where there are several samples; empty for one.
  String note() {
    int all = network.samples().size();
    return all == 1
        ? ""
        : """
        The equations are those of sample %1$d of %2$d; the selector above chooses another. E is the \
        mean over all samples, and E with a number is the share of that sample: its own error \
        divided by %2$d. So its δ has the 1/%2$d in it already, and the rows marked Σ add the \
        shares up to the gradients that the list and the drawing show.\
        """
            .formatted(sample + 1, all);
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
    return total(symbols.of(symbol, sample));
  }

  /// The number of this name, whatever the sample.
  private double total(String symbol) {
    Passes.Entry entry = passes.named(symbol);
    return entry == null ? Double.NaN : entry.line().result();
  }

  private Matrix nets(int k) {
    return column("z^{%d}".formatted(k + 1), k, j -> result(symbols.net(k, j)));
  }

  private Matrix outs(int k) {
    return outs(k, sample);
  }

  private Matrix outs(int k, int s) {
    List<Double> inputs = network.samples().get(s).inputs();
    return column(
        "a^{%d}".formatted(k + 1),
        k,
        j -> k < 0 ? inputs.get(j) : total(symbols.of(symbols.out(k, j), s)));
  }

  private Matrix biases(int k) {
    List<Double> biases = network.layers().get(k).biases();
    return column("b^{%d}".formatted(k + 1), k, biases::get);
  }

  private Matrix deltas(int k) {
    return new Matrix("\\delta^{%d}".formatted(k + 1), deltas(k, sample).numbers());
  }

  /// What a layer's sums get of a sample, and so its biases.
  private Matrix deltas(int k, int s) {
    String name = "\\partial %s/\\partial b^{%d}".formatted(error(s), k + 1);
    return column(name, k, j -> total(symbols.of("dE/d" + symbols.net(k, j), s)));
  }

  private Matrix toOuts(int k) {
    return column("\\nabla_a " + error(sample), k, j -> result("dE/d" + symbols.out(k, j)));
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

  /// The gradients of a layer's weights on a sample: those of the walkthrough where it is the only
  /// one.
  private Matrix products(int layer, int s) {
    if (network.samples().size() == 1) {
      return gradients(layer);
    }
    double[][] delta = deltas(layer, s).numbers();
    double[][] in = outs(layer - 1, s).numbers();
    String name = "\\partial %s/\\partial W^{%d}".formatted(error(s), layer + 1);
    return weights(name, layer, (j, i) -> delta[j][0] * in[i][0]);
  }

  /// The gradients of a layer's weights as the walkthrough has them.
  private Matrix gradients(int layer) {
    return weights(
        "\\partial E/\\partial W^{%d}".formatted(layer + 1),
        layer,
        (j, i) -> total("dE/d" + symbols.weight(layer, j, i)));
  }

  /// A number for each weight of a layer, by its neuron and its input.
  private interface Numbers {
    double at(int neuron, int input);
  }

  private Matrix weights(String name, int layer, Numbers of) {
    double[][] numbers = new double[units(layer)][network.sizes().get(layer)];
    for (int j = 0; j < numbers.length; j++) {
      for (int i = 0; i < numbers[j].length; i++) {
        numbers[j][i] = of.at(j, i);
      }
    }
    return new Matrix(name, numbers);
  }
}
