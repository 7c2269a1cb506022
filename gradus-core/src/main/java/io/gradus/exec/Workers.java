package io.gradus.exec;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few platform threads that share out fixed chunks of work, spin briefly, then park.
///
/// Chunk grids depend on sizes only and every chunk owns what it writes, so results do not depend
/// on the number of workers. The caller works too: `new Workers(1)` starts no thread at all. One
/// caller at a time; a second waits. A task must not call [#run] of the workers that run it: that
/// throws, on any number of threads. After [#close] the caller does all the work alone.
public final class Workers implements AutoCloseable {
  /// One chunk of a task.
  public interface Task {
    /// Does chunk `chunk`; `worker` numbers the calling worker from 0.
    void run(int chunk, int worker);
  }

  private static final int SPINS = 2_000;
  private static final int EXHAUSTED = Integer.MAX_VALUE;
  private static final long GENERATIONS = 0xFFFF_FFFFL;

  private final Thread[] threads;

  // A ticket is (generation << 32 | next chunk): one atomic word hands out chunks and tells a late
  // thread that its task is over, so that it can never take a chunk of a task it has not seen.
  private final AtomicLong ticket = new AtomicLong();

  // Written only while the ticket is exhausted, so whoever reads them between two looks at one and
  // the same generation has the pair that belongs to it.
  private volatile @Nullable Task task;
  private volatile int chunks;

  private volatile boolean closed;
  private volatile @Nullable Thread waiting;
  private final AtomicInteger asleep = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private boolean running;

  /// Workers that run on `count` threads, the caller included.
  public Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + count);
    }
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform()
              .daemon()
              .name("gradus-worker-" + worker)
              .unstarted(() -> loop(worker));
    }
    for (Thread thread : threads) {
      thread.start();
    }
  }

  /// How many threads work, the caller included.
  public int count() {
    return threads.length + 1;
  }

  /// Runs chunks `0 .. count-1` and returns when all are done.
  ///
  /// The first exception of a chunk is thrown on; chunks not begun by then are left out.
  public void run(int count, Task work) {
    refuseOwnThreads();
    synchronized (this) {
      if (running) {
        throw nested();
      }
      running = true;
      try {
        if (threads.length == 0 || count <= 1 || closed) {
          for (int i = 0; i < count; i++) {
            work.run(i, 0);
          }
        } else {
          share(count, work);
        }
      } finally {
        running = false;
      }
    }
  }

  private void refuseOwnThreads() {
    Thread current = Thread.currentThread();
    for (Thread thread : threads) {
      if (thread == current) {
        throw nested();
      }
    }
  }

  private static IllegalStateException nested() {
    return new IllegalStateException(
        "a task called run of the workers that run it; give the inner work Workers of its own");
  }

  private void share(int count, Task work) {
    finished.set(0);
    failure.set(null);
    long generation = generation() + 2 & GENERATIONS;
    ticket.set((generation - 1 & GENERATIONS) << 32 | EXHAUSTED);
    chunks = count;
    task = work;
    ticket.set(generation << 32);
    wake(count - 1);
    take(generation, work, count, 0);
    await(count);
    task = null;
    Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      rethrow(thrown);
    }
  }

  private long generation() {
    return ticket.get() >>> 32;
  }

  // Sleepers count themselves before their last look at the ticket, and the ticket is written
  // before
  // this look at the count: one of the two sees the other.
  private void wake(int useful) {
    if (asleep.get() > 0) {
      for (int i = 0; i < Math.min(useful, threads.length); i++) {
        LockSupport.unpark(threads[i]);
      }
    }
  }

  private void await(int count) {
    for (int i = 0; i < SPINS; i++) {
      if (finished.get() == count) {
        return;
      }
      Thread.onSpinWait();
    }
    waiting = Thread.currentThread();
    while (finished.get() != count) {
      LockSupport.park(this);
    }
    waiting = null;
  }

  private void loop(int worker) {
    long seen = 0;
    int spins = 0;
    while (!closed) {
      long generation = generation();
      Task work = task;
      int count = chunks;
      if (generation != seen && work != null && generation() == generation) {
        seen = generation;
        take(generation, work, count, worker);
        spins = 0;
      } else if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        sleep(generation);
        spins = 0;
      }
    }
  }

  private void sleep(long generation) {
    // A task may have left its interrupt behind, with which park would not sleep.
    Thread.interrupted();
    asleep.incrementAndGet();
    if (generation() == generation && !closed) {
      LockSupport.park(this);
    }
    asleep.decrementAndGet();
  }

  private void take(long generation, Task work, int count, int worker) {
    while (true) {
      long now = ticket.get();
      int chunk = (int) now;
      if (now >>> 32 != generation || chunk >= count) {
        return;
      }
      if (ticket.compareAndSet(now, now + 1)) {
        try {
          if (failure.get() == null) {
            work.run(chunk, worker);
          }
        } catch (Throwable t) {
          failure.compareAndSet(null, t);
        } finally {
          if (finished.incrementAndGet() == count) {
            LockSupport.unpark(waiting);
          }
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /// Ends the threads; a task that is running is finished first.
  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  /// How many threads work.
  @Override
  public String toString() {
    return "Workers on " + count() + (count() == 1 ? " thread" : " threads");
  }
}
