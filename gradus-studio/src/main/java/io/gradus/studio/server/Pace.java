package io.gradus.studio.server;

import java.util.function.LongSupplier;

/// Deliveries at most once an interval, by deadline: what one of them takes does not put off the
/// next, and one that came late is not made up for.
final class Pace {
  private final long interval;
  private final LongSupplier clock;
  private long due;

  /// @param interval in nanoseconds
  /// @param clock the time in nanoseconds
  Pace(long interval, LongSupplier clock) {
    this.interval = interval;
    this.clock = clock;
    due = clock.getAsLong();
  }

  /// A delivery begins. The next is due an interval after this one was; after now, if this one is
  /// late by more than that.
  void begin() {
    long now = clock.getAsLong();
    due = (now - due < interval ? due : now) + interval;
  }

  /// Nanoseconds until the next delivery, 0 if it is due.
  long left() {
    return Math.max(0, due - clock.getAsLong());
  }
}
