package io.gradus.cli;

import io.gradus.explain.WorkedExamples;
import io.gradus.explain.WorkedSheets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// The names that `gradus explain` knows, for its help and for completion.
final class ExplainedNames implements Iterable<String> {
  /// The worked examples: networks first, then circuits, updates and activations.
  static List<String> examples() {
    List<String> names = new ArrayList<>(WorkedExamples.names());
    names.addAll(WorkedSheets.names());
    return names;
  }

  @Override
  public Iterator<String> iterator() {
    List<String> names = new ArrayList<>(examples());
    Arrays.stream(Method.values()).map(Method::toString).forEach(names::add);
    return names.iterator();
  }
}
