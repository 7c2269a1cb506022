package io.gradus.studio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Refusal;
import io.gradus.studio.room.Room;
import io.gradus.studio.room.Rooms;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  // Not the common pool, which has one thread on a small machine: they wait for each other.
  private final Executor each = task -> Thread.ofPlatform().daemon().start(task);
  private final AtomicLong clock = new AtomicLong();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Takes its time for an answer.
  private final class Slow implements Room {
    @Override
    public Map<String, @Nullable Object> answer(String action, Arguments arguments) {
      asked.countDown();
      if (action.equals("wait")) {
        try {
          answer.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Map.of();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private Sessions sessions(long sweep) {
    return new Sessions(new Rooms(Map.of("slow", outlet -> new Slow())), clock::get, sweep);
  }

  @Test
  void aTabThatWasAwayForLongIsClosedThoughNobodyOpensAnother() throws InterruptedException {
    Sessions sessions = sessions(1);
    String name = sessions.open();
    sessions.named(name).answer("slow", "go", new Arguments(Map.of()));
    clock.addAndGet(TimeUnit.MINUTES.toNanos(10) + 1);
    assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> sessions.named(name)).isInstanceOf(Refusal.class);
    sessions.close();
  }

  @Test
  void aTabWhoseRequestIsUnderWayKeepsNobodyFromOpeningOthers() throws Exception {
    Sessions sessions = sessions(HOUR);
    Session busy = sessions.named(sessions.open());
    var under =
        CompletableFuture.runAsync(
            () -> busy.answer("slow", "wait", new Arguments(Map.of())), each);
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i < Sessions.MOST; i++) {
      clock.incrementAndGet();
      sessions.open();
    }
    clock.incrementAndGet();
    var first = CompletableFuture.supplyAsync(sessions::open, each);
    var second = CompletableFuture.supplyAsync(sessions::open, each);
    // One of them waits for the busy tab, which makes room; the other must not.
    CompletableFuture.anyOf(first, second).get(60, TimeUnit.SECONDS);
    answer.countDown();
    CompletableFuture.allOf(first, second, under).get(60, TimeUnit.SECONDS);
    sessions.close();
  }
}
