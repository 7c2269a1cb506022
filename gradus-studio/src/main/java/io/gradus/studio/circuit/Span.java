package io.gradus.studio.circuit;

/// The characters `from` (inclusive) to `to` (exclusive) of a text.
record Span(int from, int to) {
  Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no span from " + from + " to " + to);
    }
  }

  Span through(Span last) {
    return new Span(from, Math.max(to, last.to));
  }
}
