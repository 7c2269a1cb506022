package io.gradus.studio.optimizers;

/// The part of the plane that is drawn.
record Box(double left, double right, double bottom, double top) {
  double width() {
    return right - left;
  }

  double height() {
    return top - bottom;
  }
}
