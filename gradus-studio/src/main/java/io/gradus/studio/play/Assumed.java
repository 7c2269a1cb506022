package io.gradus.studio.play;

/// What is taken to be right at each place of the plane when the loss there is differentiated.
///
/// @param group a class from 0; -1 for that of the nearest point to learn from
record Assumed(int group) {
  static final Assumed NEAREST = new Assumed(-1);

  /// A target for each cell of a plane.
  float[] targets(Points points, float[] plane) {
    float[] targets = new float[plane.length / 2];
    for (int cell = 0; cell < targets.length; cell++) {
      targets[cell] =
          group >= 0 && points.classification()
              ? Math.min(group, points.classes().size() - 1)
              : nearest(points, plane[2 * cell], plane[2 * cell + 1]);
    }
    return targets;
  }

  private static float nearest(Points points, float x, float y) {
    float best = Float.POSITIVE_INFINITY;
    float target = 0;
    for (int i = 0; i < points.size(); i++) {
      float dx = points.x()[i] - x;
      float dy = points.y()[i] - y;
      float distance = dx * dx + dy * dy;
      if (distance < best && !points.held()[i]) {
        best = distance;
        target = points.targets()[i];
      }
    }
    return target;
  }
}
