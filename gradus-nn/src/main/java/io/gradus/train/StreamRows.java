package io.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The rows of a stream, gathered in the stream's order.
record StreamRows(float[][] inputs, float[][] targets) {

  static <T> StreamRows collect(
      Stream<T> rows, Function<? super T, float[]> input, Function<? super T, float[]> target) {
    var inputs = new ArrayList<float[]>();
    var targets = new ArrayList<float[]>();
    rows.forEachOrdered(row -> {
      inputs.add(input.apply(row));
      targets.add(target.apply(row));
    });
    return new StreamRows(inputs.toArray(new float[0][]), targets.toArray(new float[0][]));
  }

  static <T> Dataset classes(
      Stream<T> rows, Function<? super T, float[]> input, Function<? super T, String> className) {
    var inputs = new ArrayList<float[]>();
    var classes = new ArrayList<String>();
    rows.forEachOrdered(row -> {
      inputs.add(input.apply(row));
      classes.add(className.apply(row));
    });
    List<String> names = List.copyOf(new TreeSet<>(classes));
    int[] labels = classes.stream().mapToInt(names::indexOf).toArray();
    return Dataset.of(inputs.toArray(new float[0][]), labels, names);
  }
}
