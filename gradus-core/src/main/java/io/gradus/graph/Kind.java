package io.gradus.graph;

/// What a node holds: numbers that have gradients, or indices that do not.
public enum Kind {
  /// Numbers, in float32.
  FLOAT,
  /// Whole numbers that point at places, without gradient.
  INDEX
}
