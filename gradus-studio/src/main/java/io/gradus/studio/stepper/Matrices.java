package io.gradus.studio.stepper;

import io.gradus.explain.DenseExample;
import io.gradus.explain.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The same numbers as vectors and matrices, layer by layer, under the four equations of
/// back-propagation (Nielsen, Neural Networks and Deep Learning, chapter 2).
final class Matrices {
  private final DenseExample network;
  private final Passes passes;
  private final Symbols symbols;

  Matrices(DenseExample network, Passes passes) {
    this.network = network;
    this.passes = passes;
    symbols = new Symbols(network);
  }

  List<Map<String, @Nullable Object>> rows(Passes.Place place) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    int last = network.layers().size() - 1;
    boolean forward = place.lines() >= passes.end(io.gradus.explain.Section.Part.FEED_FORWARD);
    boolean backward = place.lines() >= passes.end(io.gradus.explain.Section.Part.BACK_PROPAGATION);
    for (int k = 0; k <= last && forward; k++) {
      int level = k + 1;
      rows.add(
          row(
              "",
              "z^{%d} = W^{%d} a^{%d} + b^{%d}".formatted(level, level, k, level),
              column(k, "net"),
              weights(k),
              column(k - 1, "out")));
      rows.add(row("", "a^{%d} = \\sigma(z^{%d})".formatted(level, level), column(k, "out")));
    }
    for (int k = last; k >= 0 && backward; k--) {
      int level = k + 1;
      String delta = "\\delta^{%d}".formatted(level);
      rows.add(
          k == last
              ? row(
                  "BP1",
                  delta + " = \\nabla_a E \\odot \\sigma'(z^{%d})".formatted(level),
                  column(k, "dE/dnet"),
                  column(k, "dE/dout"))
              : row(
                  "BP2",
                  delta
                      + " = (W^{%d})^{\\mathsf T} \\delta^{%d} \\odot \\sigma'(z^{%d})"
                          .formatted(level + 1, level + 1, level),
                  column(k, "dE/dnet"),
                  column(k, "dE/dout")));
      rows.add(
          row(
              "BP3",
              "\\frac{\\partial E}{\\partial b^{%d}} = ".formatted(level) + delta,
              column(k, "dE/db")));
      rows.add(
          row(
              "BP4",
              "\\frac{\\partial E}{\\partial W^{%d}} = ".formatted(level)
                  + delta
                  + " (a^{%d})^{\\mathsf T}".formatted(k),
              gradients(k)));
    }
    return rows;
  }

  /// One matrix: its name, its shape and its numbers.
  private record Matrix(String name, double[][] numbers) {
    Map<String, @Nullable Object> map() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("shape", numbers.length + " × " + numbers[0].length);
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

  private Matrix column(int layer, String what) {
    int units = layer < 0 ? network.inputs().size() : network.layers().get(layer).biases().size();
    double[][] numbers = new double[units][1];
    for (int j = 0; j < units; j++) {
      numbers[j][0] = layer < 0 ? network.inputs().get(j) : result(symbol(layer, j, what));
    }
    int level = layer + 1;
    String name =
        switch (what) {
          case "net" -> "z^{%d}".formatted(level);
          case "out" -> "a^{%d}".formatted(level);
          case "dE/dnet" -> "\\delta^{%d}".formatted(level);
          case "dE/dout" -> "\\partial E/\\partial a^{%d}".formatted(level);
          default -> "\\partial E/\\partial b^{%d}".formatted(level);
        };
    return new Matrix(name, numbers);
  }

  private String symbol(int layer, int unit, String what) {
    return switch (what) {
      case "net" -> symbols.net(layer, unit);
      case "out" -> symbols.out(layer, unit);
      case "dE/dnet" -> "dE/d" + symbols.net(layer, unit);
      case "dE/dout" -> "dE/d" + symbols.out(layer, unit);
      default -> "dE/d" + symbols.bias(layer, unit);
    };
  }

  private double result(String symbol) {
    Passes.Entry entry = passes.named(symbol);
    return entry == null ? Double.NaN : entry.line().result();
  }

  private Matrix weights(int layer) {
    List<List<Double>> rows = network.layers().get(layer).weights();
    double[][] numbers = new double[rows.size()][];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = rows.get(j).stream().mapToDouble(Double::doubleValue).toArray();
    }
    return new Matrix("W^{%d}".formatted(layer + 1), numbers);
  }

  private Matrix gradients(int layer) {
    List<List<Double>> rows = network.layers().get(layer).weights();
    double[][] numbers = new double[rows.size()][];
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = new double[rows.get(j).size()];
      for (int i = 0; i < numbers[j].length; i++) {
        numbers[j][i] = result("dE/d" + symbols.weight(layer, j, i));
      }
    }
    return new Matrix("\\partial E/\\partial W^{%d}".formatted(layer + 1), numbers);
  }
}
