package io.gradus.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON in which numbers may depend on the batch size: `{"batch": a, "plus": b}` is a n + b.
///
/// Nobody has to say which numbers do: a network is recorded for batches of [#SIZES] samples, and
/// whatever differs between the records is a straight line through two of them on which the third
/// must lie.
final class SymbolicBatch {
  /// None is 1, because lengths of 1 broadcast and other ops may be recorded for them.
  static final int[] SIZES = {2, 3, 5};

  private SymbolicBatch() {}

  /// One text of JSON for every batch size.
  ///
  /// @param records the JSON for batches of each of [#SIZES]
  /// @throws IllegalArgumentException if something else than a straight line is needed
  static @Nullable Object merge(List<? extends @Nullable Object> records, String where) {
    Object first = records.getFirst();
    if (records.stream().allMatch(record -> java.util.Objects.equals(record, first))) {
      return first;
    }
    if (records.stream().allMatch(Map.class::isInstance)) {
      return mergeMaps(records, where);
    }
    if (records.stream().allMatch(List.class::isInstance)) {
      return mergeLists(records, where);
    }
    if (records.stream().allMatch(Long.class::isInstance)) {
      long slope = (Long) records.get(1) - (Long) records.get(0);
      long plus = (Long) records.get(0) - slope * SIZES[0];
      if ((Long) records.get(2) == slope * SIZES[2] + plus) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("batch", slope);
        if (plus != 0) {
          line.put("plus", plus);
        }
        return line;
      }
    }
    throw differs(where);
  }

  private static Map<String, @Nullable Object> mergeMaps(List<?> records, String where) {
    Map<?, ?> first = (Map<?, ?>) records.getFirst();
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (Object key : first.keySet()) {
      List<@Nullable Object> entries = new ArrayList<>();
      for (Object record : records) {
        Map<?, ?> map = (Map<?, ?>) record;
        if (!map.keySet().equals(first.keySet())) {
          throw differs(where);
        }
        entries.add(map.get(key));
      }
      merged.put((String) key, merge(entries, where + "/" + key));
    }
    return merged;
  }

  private static List<@Nullable Object> mergeLists(List<?> records, String where) {
    int size = ((List<?>) records.getFirst()).size();
    List<@Nullable Object> merged = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<@Nullable Object> entries = new ArrayList<>();
      for (Object record : records) {
        List<?> list = (List<?>) record;
        if (list.size() != size) {
          throw differs(where);
        }
        entries.add(list.get(i));
      }
      merged.add(merge(entries, where + "/" + i));
    }
    return merged;
  }

  private static IllegalArgumentException differs(String where) {
    return new IllegalArgumentException(
        "the network is recorded differently for batches of 2, 3 and 5 samples, at "
            + where
            + ": its prediction for one sample must not depend on how many others there are");
  }

  /// The JSON for batches of `size` samples.
  ///
  /// @throws ArithmeticException if a number overflows
  static @Nullable Object at(int size, @Nullable Object symbolic) {
    switch (symbolic) {
      case Map<?, ?> map when map.get("batch") instanceof Long slope -> {
        long plus = map.get("plus") instanceof Long number ? number : 0;
        return Math.addExact(Math.multiplyExact(slope, (long) size), plus);
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(key, at(size, value)));
        return result;
      }
      case List<?> list -> {
        List<@Nullable Object> result = new ArrayList<>();
        list.forEach(value -> result.add(at(size, value)));
        return result;
      }
      case null, default -> {
        return symbolic;
      }
    }
  }
}
