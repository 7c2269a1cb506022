package io.gradus.optim;

/// A step `a` along a direction `d` with `f(x + a d) <= f(x) + c1 a f'` and `|f'(x + a d)| <= c2
/// |f'|`: the strong Wolfe conditions (Nocedal and Wright 2006, alg. 3.5 and 3.6, eq. 3.59).
final class WolfeSearch {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final int MOST_LOOKS = 40;

  private final Objective objective;
  private final int size;
  private int evaluations;

  /// A place, its value and its gradient.
  record Point(double[] x, double value, double[] gradient) {}

  /// A step along the direction: its length, and value and slope there.
  private record Trial(double length, Point point, double slope) {
    double value() {
      return point.value();
    }
  }

  WolfeSearch(Objective objective, int size) {
    this.objective = objective;
    this.size = size;
  }

  int evaluations() {
    return evaluations;
  }

  Point at(double[] x) {
    evaluations++;
    double[] gradient = new double[size];
    double value = objective.at(x, gradient);
    return new Point(x, value, gradient);
  }

  /// The point that satisfies both conditions, `from` itself if none was found.
  Point along(Point from, double[] direction, double first) {
    Trial start = new Trial(0, from, Lbfgs.dot(from.gradient(), direction));
    if (!(start.slope() < 0)) {
      return from;
    }
    Trial before = start;
    double length = first;
    for (int look = 0; look < MOST_LOOKS; look++) {
      Trial now = trial(from, direction, length);
      if (!Double.isFinite(now.value())) {
        length = (before.length() + length) / 2;
        continue;
      }
      if (tooHigh(now, start) || look > 0 && now.value() >= before.value()) {
        return zoom(start, before, now, direction);
      }
      if (flat(now, start)) {
        return now.point();
      }
      if (now.slope() >= 0) {
        return zoom(start, now, before, direction);
      }
      before = now;
      length *= 2;
    }
    return best(start, before);
  }

  private Trial trial(Point from, double[] direction, double length) {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = from.x()[i] + length * direction[i];
    }
    Point point = at(x);
    return new Trial(length, point, Lbfgs.dot(point.gradient(), direction));
  }

  private static boolean tooHigh(Trial now, Trial start) {
    return now.value() > start.value() + C1 * now.length() * start.slope();
  }

  private static boolean flat(Trial now, Trial start) {
    return Math.abs(now.slope()) <= -C2 * start.slope();
  }

  /// Narrows an interval whose end `low` is the best point so far and has a slope into it.
  private Point zoom(Trial start, Trial low, Trial high, double[] direction) {
    Trial near = low;
    Trial far = high;
    for (int look = 0; look < MOST_LOOKS && near.length() != far.length(); look++) {
      Trial now = trial(start.point(), direction, between(near, far));
      if (!(now.value() < near.value()) || tooHigh(now, start)) {
        far = now;
      } else {
        if (flat(now, start)) {
          return now.point();
        }
        if (now.slope() * (far.length() - near.length()) >= 0) {
          far = near;
        }
        near = now;
      }
    }
    return best(start, near);
  }

  /// A lower point is worth going to, even if it is not flat enough.
  private static Point best(Trial start, Trial found) {
    return found.value() < start.value() ? found.point() : start.point();
  }

  /// The minimum of the cubic through both ends, kept off them; the middle where it has none.
  private static double between(Trial a, Trial b) {
    double width = b.length() - a.length();
    double d1 = a.slope() + b.slope() - 3 * (b.value() - a.value()) / width;
    double root = Math.sqrt(d1 * d1 - a.slope() * b.slope());
    double d2 = width > 0 ? root : -root;
    double at = b.length() - width * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
    double least = Math.min(a.length(), b.length()) + 0.1 * Math.abs(width);
    double most = Math.max(a.length(), b.length()) - 0.1 * Math.abs(width);
    return Double.isFinite(at) ? Math.clamp(at, least, most) : a.length() + width / 2;
  }
}
