package io.gradus.train;

/// The samples of another data set with a weight each.
record Weighted(Dataset base, float... weights) implements DerivedDataset {
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
  public boolean weighted() {
    return true;
  }

  @Override
  public Dataset epoch(long seed, int epoch) {
    Dataset now = base.epoch(seed, epoch);
    return now == base ? this : new Weighted(now, weights);
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
