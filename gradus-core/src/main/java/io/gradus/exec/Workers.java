package io.gradus.exec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A few platform threads that share out fixed chunks of work, spin briefly, then park.
///
/// Chunk grids depend on sizes only and every chunk owns what it writes, so results do not depend on the number of workers. The
/// caller works too: `new Workers(1)` starts no thread at all. One caller at a time; a second waits.
public final class Workers implements AutoCloseable {
  /// One chunk of a task.
  public interface Task {
    /// Does chunk `chunk`; `worker` numbers the calling worker from 0.
    void run(int chunk, int worker);
  }

  private static final int SPINS = 2_000;
  private static final VarHandle TICKET;

  static {
    try {
      TICKET = MethodHandles.lookup().findVarHandle(Workers.class, "ticket", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread[] threads;

  // A ticket is (generation << 32 | next chunk): one atomic word hands out chunks and tells a late thread that its
  // task is over, so that it can never take a chunk of a task it has not seen.
  @SuppressWarnings("unused")
  private volatile long ticket;

  private volatile @Nullable Task task;
  private volatile int chunks;
  private volatile boolean closed;
  private final java.util.concurrent.atomic.AtomicInteger finished = new java.util.concurrent.atomic.AtomicInteger();
  private final java.util.concurrent.atomic.AtomicReference<@Nullable Throwable> failure =
      new java.util.concurrent.atomic.AtomicReference<>();

  /// Workers that run on `count` threads, the caller included.
  public Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + count);
    }
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] = Thread.ofPlatform().daemon().name("gradus-worker-" + worker).start(() -> loop(worker));
    }
  }

  /// How many threads work, the caller included.
  public int count() {
    return threads.length + 1;
  }

  /// Runs chunks `0 .. count-1` and returns when all are done; the first exception of a chunk is thrown on.
  public synchronized void run(int count, Task work) {
    if (threads.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        work.run(i, 0);
      }
      return;
    }
    finished.set(0);
    failure.set(null);
    // An exhausted ticket first: a thread that reads the new task under the old generation finds, on its second look, that
    // the generation has moved.
    long generation = (ticket >>> 32) + 2;
    ticket = (generation - 1) << 32 | Integer.MAX_VALUE;
    chunks = count;
    task = work;
    ticket = generation << 32;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    take(generation, work, count, 0);
    while (finished.get() < count) {
      Thread.onSpinWait();
    }
    task = null;
    Throwable thrown = failure.get();
    if (thrown != null) {
      sneak(thrown);
    }
  }

  private void loop(int worker) {
    long seen = 0;
    int spins = 0;
    while (!closed) {
      long generation = ticket >>> 32;
      Task work = task;
      int count = chunks;
      if (generation != seen && work != null && ticket >>> 32 == generation) {
        seen = generation;
        take(generation, work, count, worker);
        spins = 0;
      } else if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, 50_000_000L);
        spins = 0;
      }
    }
  }

  private void take(long generation, Task work, int count, int worker) {
    while (true) {
      long now = ticket;
      int chunk = (int) now;
      if (now >>> 32 != generation || chunk >= count) {
        return;
      }
      if (TICKET.compareAndSet(this, now, now + 1)) {
        try {
          work.run(chunk, worker);
        } catch (Throwable t) {
          failure.compareAndSet(null, t);
        } finally {
          finished.incrementAndGet();
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable t) throws T {
    throw (T) t;
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
