package io.gradus.studio.optimizers;

/// A place in the plane.
record Point(double x, double y) {
  double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
