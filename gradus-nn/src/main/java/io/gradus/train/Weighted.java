package io.gradus.train;

import io.gradus.nn.Input;
import java.util.List;

/// The samples of another data set with a weight each.
record Weighted(Dataset base, float... weights) implements Dataset {
  static Weighted of(Dataset base, float[] weights) {
    if (weights.length != base.size()) {
      throw new DataException(
          "expected a weight for each of " + base.size() + " samples, got " + weights.length);
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
        throw new DataException(
            "row " + (i + 1) + ": expected a finite weight of 0 or more, got " + weights[i]);
      }
    }
    return base instanceof Weighted inner
        ? new Weighted(inner.base, weights)
        : new Weighted(base, weights);
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public int[] inputShape() {
    return base.inputShape();
  }

  @Override
  public List<Input> inputs() {
    return base.inputs();
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public boolean mixed() {
    return base.mixed();
  }

  @Override
  public boolean prefetched() {
    return base.prefetched();
  }

  @Override
  public Dataset epoch(long seed, int epoch) {
    Dataset now = base.epoch(seed, epoch);
    return now == base ? this : new Weighted(now, weights);
  }

  @Override
  public Target target() {
    return base.target();
  }

  @Override
  public String toString() {
    return Names.text(this) + ", with weights";
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    base.copy(index, batch, row);
    if (batch.weighted()) {
      batch.weights[row] = weights[index];
    }
  }
}
