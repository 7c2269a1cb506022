package io.gradus.studio.optimizers;

/// A place in the plane.
record Point(double x, double y) {
  double distance(Point other) {
    return StrictMath.hypot(x - other.x, y - other.y);
  }
}
