package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Shape;
import io.gradus.graph.Flops;
import io.gradus.graph.Graph;
import io.gradus.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The layers of a network as a table: what each gives, learns and costs; made by
/// [Model#summary()].
///
/// @param rows one for each layer, in the order in which they are called
/// @param frozen how many of the parameters stay as they are
public record Summary(List<Row> rows, long frozen) {
  /// Keeps a copy of the rows.
  public Summary {
    rows = List.copyOf(rows);
  }

  /// One layer. What its parts learn and cost is in their rows.
  ///
  /// @param path where it is, such as `encoder.0`; empty for the whole network
  /// @param kind what it is, such as `Dense`
  /// @param output the shape of its output for one sample
  /// @param parameters numbers that it learns; shared ones count where they are first used
  /// @param flops floating-point operations for one sample, as [Flops] counts them
  public record Row(String path, String kind, Shape output, long parameters, long flops) {}

  static Summary of(Map<String, Scope.Call> calls, Graph graph, List<Param> params) {
    Map<String, long[]> sums = new LinkedHashMap<>();
    calls.keySet().forEach(path -> sums.put(path, new long[2]));
    long frozen = 0;
    for (Param param : params) {
      nearest(sums, param.path())[0] += param.size();
      frozen += param.frozen() ? param.size() : 0;
    }
    for (Node node : graph.nodes()) {
      nearest(sums, node.path())[1] += Flops.of(node);
    }
    List<Row> rows = new ArrayList<>();
    calls.forEach((path, call) -> {
      long[] sum = nearest(sums, path);
      Shape output = call.output();
      Shape sample = output.rank() > 0 ? output.slice(1, output.rank()) : output;
      rows.add(new Row(path, call.kind(), sample, sum[0], sum[1]));
    });
    return new Summary(rows, frozen);
  }

  /// The sums of the innermost layer that a path lies in.
  private static long[] nearest(Map<String, long[]> sums, String path) {
    for (String at = path; ; at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      long[] sum = sums.get(at);
      if (sum != null) {
        return sum;
      }
      if (at.isEmpty()) {
        throw new IllegalStateException("no layer holds \"" + path + "\"");
      }
    }
  }

  /// How many numbers are learned.
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /// Floating-point operations for one sample.
  public long flops() {
    return rows.stream().mapToLong(Row::flops).sum();
  }

  /// The table as text.
  @Override
  public String toString() {
    String format = "%-" + width() + "s  %-16s %-16s %12s %14s%n";
    StringBuilder text = new StringBuilder();
    text.append(String.format(format, "layer", "kind", "output", "parameters", "flops"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              format,
              name(row),
              row.kind(),
              row.output(),
              row.parameters(),
              row.flops()));
    }
    text.append(String.format(Locale.ROOT, format, "total", "", "", parameters(), flops()));
    if (frozen > 0) {
      text.append(String.format(Locale.ROOT, format, "frozen", "", "", frozen, ""));
    }
    return text.toString();
  }

  private int width() {
    return rows.stream().mapToInt(row -> name(row).length()).reduce(6, Math::max);
  }

  private static String name(Row row) {
    return row.path().isEmpty() ? "(top)" : row.path();
  }
}
