package io.gradus.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/// Independent pieces of work on several threads.
final class Parallel {
  private Parallel() {}

  /// Does pieces 0 to `count - 1`; throws what the lowest thread threw.
  static void run(int count, IntConsumer piece) {
    int threads = Math.min(count, Runtime.getRuntime().availableProcessors());
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                for (int i = first; i < count; i += threads) {
                  piece.accept(i);
                }
              },
              null);
      tasks.add(task);
      Thread.ofVirtual().name("gradus-data-" + first).start(task);
    }
    tasks.forEach(Parallel::join);
  }

  private static void join(FutureTask<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were read", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
