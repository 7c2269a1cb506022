package io.gradus.studio.server;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import io.gradus.studio.room.Rooms;
import io.javalin.http.sse.SseClient;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One tab of a browser: its rooms, what waits to be sent to it, and how much it may ask.
final class Session {
  private final Rooms rooms;
  private final Map<String, Room> open = new HashMap<>();
  private final Mailbox mailbox = new Mailbox();
  private final RateLimit limit;
  private final LongSupplier clock;
  private volatile long lastUsed;
  private boolean closed;
  private volatile @Nullable SseClient stream;

  /// @param clock the time in nanoseconds
  Session(Rooms rooms, RateLimit limit, LongSupplier clock) {
    this.rooms = rooms;
    this.limit = limit;
    this.clock = clock;
    lastUsed = clock.getAsLong();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /// The stream that this tab listens at; an earlier one of it is closed, so that nobody can open
  /// many.
  synchronized void listen(SseClient client) {
    SseClient earlier = stream;
    if (earlier != null) {
      earlier.close();
    }
    stream = client;
    mailbox.wake();
  }

  /// Whether this is the stream that the tab listens at.
  boolean hears(SseClient client) {
    return stream == client;
  }

  boolean mayAsk() {
    touch();
    return limit.take();
  }

  /// The answer of a room, which is opened when it is first asked.
  synchronized Map<String, @Nullable Object> answer(
      String room, String action, Arguments arguments) {
    if (closed) {
      throw new Refusal("this tab was away for long and its state is gone; load the page again");
    }
    Room asked = open.get(room);
    if (asked == null) {
      asked = rooms.open(room, mailbox.outlet(room));
      open.put(room, asked);
    }
    return asked.answer(action, arguments);
  }

  /// Nanoseconds since the tab was last heard of; 0 while it listens.
  long idle(long now) {
    return mailbox.heard() ? 0 : now - lastUsed;
  }

  void touch() {
    lastUsed = clock.getAsLong();
  }

  /// Ends the rooms; waits for a request that is under way.
  synchronized void close() {
    closed = true;
    open.values().forEach(Room::close);
    open.clear();
    SseClient last = stream;
    if (last != null) {
      last.close();
    }
  }
}
