package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Parameters and buffers among the arrays of a file, by path behind a prefix.
final class Weights {
  private static final int SHOWN = 8;

  private Weights() {}

  static void put(String prefix, Parameters from, Map<String, StoredArray> to) {
    for (Param param : from.list()) {
      to.put(prefix + param.path(), new StoredArray.Floats(param.shape(), param.values()));
    }
  }

  /// Overwrites all parameters; [#require] has said that they are there.
  static void copy(String prefix, Map<String, StoredArray> from, Parameters to) {
    for (Param param : to.list()) {
      if (from.get(prefix + param.path()) instanceof StoredArray.Floats array) {
        param.set(array.values());
      }
    }
  }

  /// Requires that the file's arrays with this prefix are exactly those of a network.
  ///
  /// @throws ModelMismatchException if not; says which names are missing and which come close
  static void require(
      String source, String prefix, Map<String, StoredArray> arrays, Parameters... wanted) {
    Map<String, Shape> needed = new LinkedHashMap<>();
    for (Parameters parameters : wanted) {
      parameters.list().forEach(param -> needed.put(param.path(), param.shape()));
    }
    Map<String, StoredArray> there = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      if (name.startsWith(prefix)) {
        there.put(name.substring(prefix.length()), array);
      }
    });
    Set<String> unused =
        there.keySet().stream()
            .filter(name -> !needed.containsKey(name))
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    List<String> missing = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    needed.forEach((name, shape) -> {
      StoredArray array = there.get(name);
      if (array == null) {
        missing.add(name);
        lines.add("missing  \"" + name + "\" " + shape + hint(name, unused, there));
      } else if (!(array instanceof StoredArray.Floats) || !array.shape().equals(shape)) {
        lines.add(
            "differs  \""
                + name
                + "\" is "
                + shape
                + " in the network, "
                + array.shape()
                + " there");
      }
    });
    unused.forEach(name -> lines.add("unknown  \"" + name + "\" is in the file only"));
    if (!lines.isEmpty()) {
      throw new ModelMismatchException(
          source, missing, "the file holds " + what(prefix) + "\n  " + shown(lines));
    }
  }

  private static String what(String prefix) {
    return prefix.isEmpty() || prefix.equals(Checkpoint.WEIGHTS)
        ? "the numbers of another network"
        : "another \"" + prefix + "\" than that of this network and this optimizer";
  }

  private static String hint(String name, Set<String> unused, Map<String, StoredArray> there) {
    List<String> close = CloseNames.of(name, unused);
    return close.isEmpty()
        ? ""
        : "; close: "
            + close.stream()
                .map(other ->
                    "\""
                        + other
                        + "\" "
                        + java.util.Objects.requireNonNull(there.get(other)).shape())
                .collect(Collectors.joining(", "));
  }

  private static String shown(List<String> lines) {
    List<String> first = lines.subList(0, Math.min(SHOWN, lines.size()));
    int more = lines.size() - first.size();
    return String.join("\n  ", first) + (more > 0 ? "\n  and " + more + " more" : "");
  }
}
