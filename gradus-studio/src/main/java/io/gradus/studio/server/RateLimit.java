package io.gradus.studio.server;

/// So many requests a second, and a reserve for moments of haste.
final class RateLimit {
  private final double perSecond;
  private final double reserve;
  private double left;
  private long last = System.nanoTime();

  RateLimit(double perSecond, double reserve) {
    this.perSecond = perSecond;
    this.reserve = reserve;
    left = reserve;
  }

  /// Whether one more request is within the limit.
  synchronized boolean take() {
    long now = System.nanoTime();
    left = Math.min(reserve, left + (now - last) * 1e-9 * perSecond);
    last = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
