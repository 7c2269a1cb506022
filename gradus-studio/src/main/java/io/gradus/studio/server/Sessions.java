package io.gradus.studio.server;

import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Rooms;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The tabs that are open, each with a state of its own.
final class Sessions {
  /// Tabs at one time.
  static final int MOST = 32;

  private static final long KEPT = TimeUnit.MINUTES.toNanos(10);
  private static final double REQUESTS_PER_SECOND = 200;
  private static final double RESERVE = 600;

  private final Rooms rooms;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  Sessions(Rooms rooms) {
    this.rooms = rooms;
  }

  /// A new tab's name. Tabs that were away for ten minutes are closed; if there are too many, the
  /// one that was away for longest.
  synchronized String open() {
    long now = System.nanoTime();
    sessions.entrySet().stream()
        .filter(entry -> entry.getValue().idle(now) > KEPT)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::close);
    if (sessions.size() >= MOST) {
      Optional<String> idlest =
          sessions.entrySet().stream()
              .filter(entry -> entry.getValue().idle(now) > 0)
              .max(Comparator.comparingLong(entry -> entry.getValue().idle(now)))
              .map(Map.Entry::getKey);
      close(
          idlest.orElseThrow(
              () -> new Refusal("there are " + MOST + " tabs of this studio open; close one")));
    }
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    String name = HexFormat.of().formatHex(bytes);
    sessions.put(name, new Session(rooms, new RateLimit(REQUESTS_PER_SECOND, RESERVE)));
    return name;
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
    sessions.keySet().forEach(this::close);
  }

  private void close(String name) {
    Session session = sessions.remove(name);
    if (session != null) {
      session.close();
    }
  }
}
