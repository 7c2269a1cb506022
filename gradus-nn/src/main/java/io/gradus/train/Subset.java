package io.gradus.train;

import java.util.Objects;

/// Some samples of another data set; nothing is copied but the indices.
record Subset(Dataset base, int[] indices) implements DerivedDataset {

  static Subset of(Dataset base, int[] indices) {
    int[] own = indices.clone();
    for (int index : own) {
      Objects.checkIndex(index, base.size());
    }
    if (base instanceof Subset inner) {
      for (int i = 0; i < own.length; i++) {
        own[i] = inner.indices[own[i]];
      }
      return new Subset(inner.base, own);
    }
    return new Subset(base, own);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Dataset epoch(long seed, int epoch) {
    Dataset now = base.epoch(seed, epoch);
    return now == base ? this : new Subset(now, indices);
  }

  @Override
  public void copy(int index, Batch batch, int row) {
    base.copy(indices[index], batch, row);
  }

  @Override
  public String toString() {
    return Names.text(this);
  }
}
