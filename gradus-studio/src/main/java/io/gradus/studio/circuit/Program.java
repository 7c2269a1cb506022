package io.gradus.studio.circuit;

import java.util.List;

/// A typed text: definitions such as `q = x + y`, the last of which (or an expression without a
/// name) is the result.
record Program(String text, List<Definition> definitions) {
  Program {
    definitions = List.copyOf(definitions);
  }

  /// `name = term`; the name is empty where none was given.
  record Definition(String name, Term term, Span at) {}
}
