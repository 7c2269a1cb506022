package io.gradus.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkersTest {
  @Test
  void everyChunkRunsExactlyOnceBeforeRunReturns() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        Random random = new Random(threads);
        for (int round = 0; round < 4_000; round++) {
          int count = random.nextInt(12);
          // Plain ints: the test also fails when a chunk's writes are not visible after run.
          int[] runs = new int[count];
          workers.run(count, (chunk, worker) -> runs[chunk]++);
          assertThat(runs).containsOnly(expected(count));
        }
      }
    }
  }

  private static int[] expected(int count) {
    return count == 0 ? new int[0] : new int[] {1};
  }

  @Test
  void laterRunsSeeWhatEarlierRunsWrote() {
    try (Workers workers = new Workers(4)) {
      int[] values = new int[64];
      for (int round = 0; round < 5_000; round++) {
        int shift = round;
        workers.run(
            values.length,
            (chunk, worker) -> {
              int from = (chunk + shift) % values.length;
              values[from] = values[from] + 1;
            });
      }
      assertThat(values).containsOnly(5_000);
    }
  }

  @Test
  void threadsThatParkedWakeUp() {
    try (Workers workers = new Workers(3)) {
      for (int round = 0; round < 100; round++) {
        LockSupport.parkNanos(2_000_000);
        AtomicInteger met = new AtomicInteger();
        // Each chunk waits for the others, so three threads must be at work.
        workers.run(
            3,
            (chunk, worker) -> {
              met.incrementAndGet();
              while (met.get() < 3) {
                Thread.onSpinWait();
              }
            });
        assertThat(met).hasValue(3);
      }
    }
  }

  @Test
  void theCallerWaitsForASlowChunk() {
    try (Workers workers = new Workers(2)) {
      boolean[] done = new boolean[2];
      workers.run(
          2,
          (chunk, worker) -> {
            if (worker == 1) {
              LockSupport.parkNanos(20_000_000);
            }
            done[chunk] = true;
          });
      assertThat(done).containsOnly(true);
    }
  }

  @Test
  void workersAreNumberedBelowTheirCount() {
    try (Workers workers = new Workers(3)) {
      AtomicIntegerArray busy = new AtomicIntegerArray(3);
      workers.run(
          10_000,
          (chunk, worker) -> {
            // No two threads share a number.
            assertThat(busy.incrementAndGet(worker)).isEqualTo(1);
            busy.decrementAndGet(worker);
          });
    }
  }

  @Test
  void theFirstExceptionIsThrownAndTheWorkersLiveOn() {
    for (int threads : new int[] {1, 3}) {
      try (Workers workers = new Workers(threads)) {
        for (int round = 0; round < 300; round++) {
          assertThatThrownBy(() ->
                  workers.run(
                      20,
                      (chunk, worker) -> {
                        if (chunk == 7) {
                          throw new IllegalArgumentException("chunk 7");
                        }
                      }))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("chunk 7");
          AtomicInteger sum = new AtomicInteger();
          workers.run(20, (chunk, worker) -> sum.addAndGet(chunk));
          assertThat(sum).hasValue(190);
        }
      }
    }
  }

  @Test
  void aTaskMayNotRunItsOwnWorkers() {
    for (int threads : new int[] {1, 3}) {
      try (Workers workers = new Workers(threads)) {
        assertThatThrownBy(() -> workers.run(5, (chunk, worker) -> workers.run(2, (c, w) -> {})))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Workers of its own");
      }
    }
  }

  @Test
  void aSecondCallerWaits() throws InterruptedException {
    try (Workers workers = new Workers(2)) {
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger sum = new AtomicInteger();
      Runnable caller =
          () -> {
            for (int round = 0; round < 1_000; round++) {
              int[] mine = new int[4];
              workers.run(
                  4,
                  (chunk, worker) -> {
                    assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(2);
                    mine[chunk]++;
                    inside.decrementAndGet();
                  });
              sum.addAndGet(mine[0] + mine[1] + mine[2] + mine[3]);
            }
          };
      Thread other = Thread.ofPlatform().start(caller);
      caller.run();
      other.join();
      assertThat(sum).hasValue(8_000);
    }
  }

  @Test
  void afterCloseTheCallerWorksAlone() {
    Workers workers = new Workers(3);
    workers.close();
    AtomicInteger byCaller = new AtomicInteger();
    workers.run(10, (chunk, worker) -> byCaller.addAndGet(worker == 0 ? 1 : 0));
    assertThat(byCaller).hasValue(10);
  }

  @Test
  void anInterruptLeftBehindDoesNoHarm() {
    try (Workers workers = new Workers(2)) {
      for (int round = 0; round < 20; round++) {
        workers.run(2, (chunk, worker) -> Thread.currentThread().interrupt());
      }
      assertThat(Thread.interrupted()).isTrue();
      AtomicInteger sum = new AtomicInteger();
      workers.run(9, (chunk, worker) -> sum.addAndGet(chunk));
      assertThat(sum).hasValue(36);
    }
  }

  @Test
  void refusesNoWorkers() {
    assertThatThrownBy(() -> new Workers(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
