package io.gradus.studio.play;

/// Steps per second over the last half second or more.
final class Speed {
  private static final long WINDOW = 500_000_000L;

  private long steps;
  private long since;
  private double perSecond = Double.NaN;

  void begin(long now) {
    steps = 0;
    since = now;
  }

  void step() {
    steps++;
  }

  void look(long now) {
    if (now - since >= WINDOW) {
      perSecond = steps * 1e9 / (now - since);
      begin(now);
    }
  }

  /// NaN before the first half second.
  double perSecond() {
    return perSecond;
  }
}
