package io.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A batch that is being filled on other threads.
///
/// Every row is written by one thread, so the threads change no bit.
record Filling(List<FutureTask<?>> tasks) {
  /// Fills a batch with samples `order[from]` and on.
  static Filling start(Batch batch, Dataset data, int[] order, int from, int rows) {
    batch.rows(rows);
    int threads = Math.min(rows, Runtime.getRuntime().availableProcessors());
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                for (int row = first; row < rows; row += threads) {
                  data.copy(order[from + row], batch, row);
                }
              },
              null);
      tasks.add(task);
      Thread.ofVirtual().name("gradus-loader-" + first).start(task);
    }
    return new Filling(tasks);
  }

  /// Waits until the batch is full; throws what a thread threw.
  void join() {
    for (FutureTask<?> task : tasks) {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a batch was filled", e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }
}
