package io.gradus.explain;

import java.util.List;

/// One training step, number by number: what a [Writer] writes.
public sealed interface Explained permits Walkthrough, ModelWalkthrough, Sheet, Excerpt {
  /// What is shown, such as `mazur, a 2-2-2 network`.
  String title();

  /// Where it comes from.
  String source();

  /// The sample, and how it is learned.
  String about();

  /// All sections, in the order of learning.
  List<Section> sections();

  /// What came of it.
  ///
  /// @param digits significant digits of the numbers in it
  String closing(int digits);
}
