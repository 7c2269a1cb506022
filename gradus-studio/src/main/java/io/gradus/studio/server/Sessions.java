package io.gradus.studio.server;

import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Rooms;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The tabs that are open, each with a state of its own.
final class Sessions {
  /// Tabs at one time.
  static final int MOST = 32;

  private static final long KEPT = TimeUnit.MINUTES.toNanos(10);
  private static final double REQUESTS_PER_SECOND = 200;
  private static final double RESERVE = 600;

  private final Rooms rooms;
  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gradus-studio-tabs").factory());

  /// @param clock the time in nanoseconds
  /// @param sweep milliseconds from one look for tabs that were away for long to the next
  Sessions(Rooms rooms, LongSupplier clock, long sweep) {
    this.rooms = rooms;
    this.clock = clock;
    sweeper.scheduleWithFixedDelay(this::closeIdle, sweep, sweep, TimeUnit.MILLISECONDS);
  }

  /// A new tab's name. Tabs that were away for ten minutes are closed; if there are too many, the
  /// one that was away for longest.
  String open() {
    closeIdle();
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    String name = HexFormat.of().formatHex(bytes);
    Session opened = new Session(rooms, new RateLimit(REQUESTS_PER_SECOND, RESERVE), clock);
    Session crowded = put(name, opened);
    if (crowded != null) {
      // Not while others wait to open a tab: a request of this one may be under way.
      crowded.close();
    }
    return name;
  }

  /// Closes the tabs that were away for ten minutes.
  private void closeIdle() {
    long now = clock.getAsLong();
    sessions.entrySet().stream()
        .filter(entry -> entry.getValue().idle(now) > KEPT)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::close);
  }

  /// Gives the tab that had to make room.
  private synchronized @Nullable Session put(String name, Session opened) {
    Session crowded = null;
    if (sessions.size() >= MOST) {
      long now = clock.getAsLong();
      Optional<String> idlest =
          sessions.entrySet().stream()
              .filter(entry -> entry.getValue().idle(now) > 0)
              .max(Comparator.comparingLong(entry -> entry.getValue().idle(now)))
              .map(Map.Entry::getKey);
      crowded =
          sessions.remove(
              idlest.orElseThrow(
                  () -> new Refusal("there are " + MOST + " tabs of this studio open; close one")));
    }
    sessions.put(name, opened);
    return crowded;
  }

  /// The tab of that name.
  ///
  /// @throws Refusal if there is none
  Session named(@Nullable String name) {
    Session session = name == null ? null : sessions.get(name);
    if (session == null) {
      throw new Refusal("this tab is not known, or was away for long; load the page again");
    }
    return session;
  }

  void close() {
    sweeper.shutdownNow();
    sessions.keySet().forEach(this::close);
  }

  private void close(String name) {
    Session session = sessions.remove(name);
    if (session != null) {
      session.close();
    }
  }
}
