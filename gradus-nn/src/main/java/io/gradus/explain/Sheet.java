package io.gradus.explain;

import java.util.List;
import java.util.function.IntFunction;

/// A worked example that is no training step of a network, such as a circuit of a lecture.
///
/// @param ending what came of it, with so many significant digits
record Sheet(
    String title, String source, String about, List<Section> sections, IntFunction<String> ending)
    implements Explained {
  Sheet {
    sections = List.copyOf(sections);
  }

  @Override
  public String closing(int digits) {
    return ending.apply(digits);
  }
}
