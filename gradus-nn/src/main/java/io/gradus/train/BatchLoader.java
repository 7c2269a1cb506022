package io.gradus.train;

import io.gradus.exec.Pieces;
import org.jspecify.annotations.Nullable;

/// Gives the batches of a pass over the data, one after the other, in one and the same [Batch].
///
/// Where samples take long to copy ([Dataset#prefetched]), the next batch is filled on other
/// threads while the step of this one runs; there are two batches in memory then, never more.
final class BatchLoader {
  private final Batch batch;
  private final @Nullable Batch ahead;
  private @Nullable Pieces filling;
  private Dataset data;
  private int[] order = new int[0];
  private int next;

  /// @param batch the one to fill; as many samples as it has room for at a time
  BatchLoader(Dataset data, Batch batch) {
    this.data = data;
    this.batch = batch;
    ahead = data.prefetched() ? Batch.of(data, batch.capacity()) : null;
  }

  /// Begins a pass at `order[from]`.
  BatchLoader start(Dataset samples, int[] places, int from) {
    data = samples;
    order = places;
    next = from;
    prepare();
    return this;
  }

  /// The next batch.
  Batch next() {
    if (ahead == null || filling == null) {
      batch.fill(data, order, next, rows());
      next += batch.rows();
      return batch;
    }
    filling.join();
    batch.take(ahead);
    next += batch.rows();
    prepare();
    return batch;
  }

  private int rows() {
    return Math.min(batch.capacity(), order.length - next);
  }

  private void prepare() {
    filling =
        ahead != null && next < order.length ? ahead.filling(data, order, next, rows()) : null;
  }
}
