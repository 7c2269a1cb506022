package io.gradus.studio.server;

import io.gradus.studio.room.Outlet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one tab: at most one event of each name, the latest.
final class Mailbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private Map<String, Map<String, @Nullable Object>> waiting = new LinkedHashMap<>();
  private volatile int listeners;

  /// The outlet of one room; its events arrive under `room/event`.
  Outlet outlet(String room) {
    return new Outlet() {
      @Override
      public void send(String event, Map<String, @Nullable Object> data) {
        post(room + "/" + event, data);
      }

      @Override
      public boolean listening() {
        return listeners > 0;
      }
    };
  }

  private void post(String event, Map<String, @Nullable Object> data) {
    lock.lock();
    try {
      waiting.put(event, data);
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /// All that waits, once something does; empty after `milliseconds` without an event, and where it
  /// is no longer wanted, so that a stream that was replaced takes nothing from the next.
  Map<String, Map<String, @Nullable Object>> take(long milliseconds, BooleanSupplier wanted)
      throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (wanted.getAsBoolean() && waiting.isEmpty() && left > 0) {
        left = filled.awaitNanos(left);
      }
      if (!wanted.getAsBoolean()) {
        filled.signal();
        return Map.of();
      }
      Map<String, Map<String, @Nullable Object>> taken = waiting;
      waiting = new LinkedHashMap<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Lets those who wait look again whether they are wanted.
  void wake() {
    lock.lock();
    try {
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void listenerCame() {
    lock.lock();
    try {
      listeners++;
    } finally {
      lock.unlock();
    }
  }

  void listenerWent() {
    lock.lock();
    try {
      listeners--;
    } finally {
      lock.unlock();
    }
  }

  boolean heard() {
    return listeners > 0;
  }
}
