package io.gradus.studio.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.studio.room.Arguments;
import io.gradus.studio.room.Audience;
import io.gradus.studio.room.Outlet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunRoomTest {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong clock = new AtomicLong();
  private final RunRoom room =
      new RunRoom(
          new Outlet() {
            @Override
            public void send(String event, Map<String, @Nullable Object> data) {
              if (data.get("end") != null) {
                ended.countDown();
              }
            }

            @Override
            public boolean listening() {
              return false;
            }
          },
          null,
          clock::get);

  private Map<String, @Nullable Object> ask(String action) {
    return room.answer(action, new Arguments(Map.of()));
  }

  @Test
  void theDemoEndsWhenItsPageHasGone() throws InterruptedException {
    ask("demo");
    clock.addAndGet(Audience.PATIENCE);
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ask("state").get("end")).isEqualTo("ended: nobody watched any more");
  }
}
