package io.gradus.kernel;

/// Floats per vector: 4, 8 or 16.
record VectorShape(int lanes) {
  VectorShape {
    if (lanes != 4 && lanes != 8 && lanes != 16) {
      throw new IllegalArgumentException("vectors hold 4, 8 or 16 floats, not " + lanes);
    }
  }

  /// The name of the species constant in the Vector API.
  String species() {
    return "SPECIES_" + lanes * Float.SIZE;
  }
}
