package io.gradus.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/// Pieces of work that need nothing of one another, begun at once on virtual threads and waited for
/// later: for reading and decoding, beside the [Workers] that compute.
///
/// Each piece is done by one thread, whatever their number.
public final class Pieces {
  private final String doing;
  private final List<FutureTask<?>> tasks;

  private Pieces(String doing, List<FutureTask<?>> tasks) {
    this.doing = doing;
    this.tasks = tasks;
  }

  /// Begins pieces 0 to `count - 1`.
  ///
  /// @param name what the threads are called
  /// @param doing what is done, in an error's words, such as `images were read`
  public static Pieces start(String name, String doing, int count, IntConsumer piece) {
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
      Thread.ofVirtual().name(name + "-" + first).start(task);
    }
    return new Pieces(doing, tasks);
  }

  /// Waits until all are done; throws what the first of the threads threw.
  ///
  /// @throws IllegalStateException if this thread was interrupted
  public void join() {
    tasks.forEach(this::join);
  }

  private void join(FutureTask<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + doing, e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public String toString() {
    return tasks.stream().filter(FutureTask::isDone).count()
        + " of "
        + tasks.size()
        + " threads done";
  }
}
