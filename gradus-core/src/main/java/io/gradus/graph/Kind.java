package io.gradus.graph;

/// What a node holds: numbers that have gradients, or indices that do not.
public enum Kind {
  FLOAT,
  INDEX
}
