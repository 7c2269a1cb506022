package io.gradus.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What an [OptimizerRun] remembers, taken out and put back.
final class RunState {
  /// The point keeps it apart from the states of rules that read well.
  private static final String AVERAGE = "weights.average";

  private static final String SCHEDULE = "schedule";

  private RunState() {}

  static OptimizerState of(
      long step, RunArrays arrays, float[] average, UpdateUnit[] units, double[] memory) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    int extent = arrays.parameters().extent();
    all(arrays, average).forEach((name, array) -> copies.put(name, Arrays.copyOf(array, extent)));
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (UpdateUnit unit : units) {
      for (Rule.Setting scalar : unit.rule.scalars()) {
        numbers.put(key(unit, scalar), new double[] {unit.number(scalar.name())});
      }
    }
    numbers.put(SCHEDULE, memory.clone());
    return new OptimizerState(step, copies, numbers);
  }

  static void restore(
      OptimizerState saved,
      String optimizer,
      RunArrays arrays,
      float[] average,
      UpdateUnit[] units,
      double[] memory) {
    Map<String, float[]> own = all(arrays, average);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (UpdateUnit unit : units) {
      unit.rule.scalars().forEach(scalar -> numbers.put(key(unit, scalar), 1));
    }
    numbers.put(SCHEDULE, memory.length);
    checkNames(optimizer, "arrays", own.keySet(), saved.arrays().keySet());
    checkNames(optimizer, "numbers", numbers.keySet(), saved.numbers().keySet());
    int extent = arrays.parameters().extent();
    saved.arrays().forEach((name, array) -> checkLength(optimizer, name, extent, array.length));
    saved
        .numbers()
        .forEach((name, values) ->
            checkLength(optimizer, name, numbers.getOrDefault(name, 0), values.length));
    // Nothing is written before everything fits.
    saved.arrays().forEach((name, array) -> copy(array, own.getOrDefault(name, array), extent));
    for (UpdateUnit unit : units) {
      for (Rule.Setting scalar : unit.rule.scalars()) {
        unit.setNumber(
            scalar.name(), saved.numbers().getOrDefault(key(unit, scalar), new double[1])[0]);
      }
    }
    System.arraycopy(saved.numbers().getOrDefault(SCHEDULE, memory), 0, memory, 0, memory.length);
  }

  private static void copy(float[] from, float[] to, int count) {
    System.arraycopy(from, 0, to, 0, count);
  }

  private static Map<String, float[]> all(RunArrays arrays, float[] average) {
    Map<String, float[]> all = new LinkedHashMap<>(arrays.state());
    if (average.length > 0) {
      all.put(AVERAGE, average);
    }
    return all;
  }

  private static String key(UpdateUnit unit, Rule.Setting scalar) {
    return unit.param.path() + "/" + scalar.name();
  }

  private static void checkNames(
      String optimizer, String what, Set<String> expected, Set<String> got) {
    if (!expected.equals(got)) {
      throw new IllegalArgumentException(
          "the saved state does not fit %s with these options: it keeps the %s %s, saved are %s"
              .formatted(optimizer, what, new TreeSet<>(expected), new TreeSet<>(got)));
    }
  }

  private static void checkLength(String optimizer, String name, int expected, int got) {
    if (expected != got) {
      throw new IllegalArgumentException(
          "the saved state does not fit %s and this model: \"%s\" needs %d numbers, got %d"
              .formatted(optimizer, name, expected, got));
    }
  }
}
