package io.gradus.studio.optimizers;

/// How fast a run on a quadratic shrinks a step, measured from its points alone.
///
/// @param lastStep `|p[k]| / |p[k-1]|`, the last ratio of distances to the minimum at the origin
/// @param average `(|p[k]| / |p[0]|)^(1/k)`
/// @param longRun the larger root of the recurrence `p[k+1] = a p[k] + b p[k-1]` that the last four
///   points of each coordinate obey: what both others tend to; NaN where it cannot be told
record Contraction(double lastStep, double average, double longRun) {
  private static final int MOST = 40;
  private static final double SMALLEST = 1e-140;

  /// Measured over the first steps, 40 at most.
  static Contraction of(Racer racer) {
    int steps = Math.min(racer.steps(), MOST);
    while (steps > 1 && distance(racer, steps) < SMALLEST) {
      steps--;
    }
    if (steps < 1) {
      return new Contraction(Double.NaN, Double.NaN, Double.NaN);
    }
    double last = distance(racer, steps) / distance(racer, steps - 1);
    double average = StrictMath.pow(distance(racer, steps) / distance(racer, 0), 1.0 / steps);
    return new Contraction(last, average, longRun(racer, steps));
  }

  private static double distance(Racer racer, int step) {
    return racer.point(step).distance(new Point(0, 0));
  }

  private static double longRun(Racer racer, int steps) {
    if (steps < 3) {
      return Double.NaN;
    }
    double[] x = new double[4];
    double[] y = new double[4];
    for (int i = 0; i < 4; i++) {
      Point point = racer.point(steps - 3 + i);
      x[i] = point.x();
      y[i] = point.y();
    }
    return Math.max(root(x), root(y));
  }

  /// The larger root of the recurrence through four numbers; 0 for a coordinate that is at rest.
  static double root(double... s) {
    double square = s[1] * s[1];
    double determinant = square - s[0] * s[2];
    if (Math.abs(s[2]) < SMALLEST) {
      return 0;
    }
    // On a geometric sequence two terms are one too many: every step has the same ratio.
    if (Math.abs(determinant) <= 1e-9 * square) {
      return Math.abs(s[3] / s[2]);
    }
    double sum = (s[1] * s[2] - s[0] * s[3]) / determinant;
    double product = (s[2] * s[2] - s[1] * s[3]) / determinant;
    return Quadratic.largestRoot(sum, product);
  }
}
