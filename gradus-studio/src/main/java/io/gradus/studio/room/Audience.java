package io.gradus.studio.room;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tells work for a page when that page has gone: nobody has listened for five seconds.
///
/// A page that loads its stream anew is away for less than that. For one thread at a time.
public final class Audience {
  /// How long nobody has to listen, in nanoseconds.
  public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Outlet outlet;
  private final LongSupplier clock;
  private long heard;

  /// @param clock the time in nanoseconds
  public Audience(Outlet outlet, LongSupplier clock) {
    this.outlet = outlet;
    this.clock = clock;
    heard = clock.getAsLong();
  }

  /// The page was heard of just now, listening or not.
  public void heard() {
    heard = clock.getAsLong();
  }

  /// Whether nobody has listened for long.
  public boolean gone() {
    if (outlet.listening()) {
      heard();
      return false;
    }
    return clock.getAsLong() - heard >= PATIENCE;
  }
}
