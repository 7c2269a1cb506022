package io.gradus.train;

import io.gradus.nn.Model;

/// Watches a loss from epoch to epoch, keeps the weights of the least, and says when it has not
/// become less for too long.
final class EarlyStopping {
  private final Model model;
  private final int patience;
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private Checkpoint.Best kept = Checkpoint.Best.NONE;

  /// @param patience how many epochs may be no better; 0 for any number
  /// @param epochsDone the epoch before the first one that is watched
  EarlyStopping(Model model, int patience, int epochsDone) {
    this.model = model;
    this.patience = patience;
    bestEpoch = epochsDone;
  }

  void restore(double least, int epoch, Checkpoint.Best numbers) {
    best = least;
    bestEpoch = epoch;
    kept = numbers;
  }

  double best() {
    return best;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  Checkpoint.Best kept() {
    return kept;
  }

  /// Looks at an epoch's loss; says whether training should end.
  boolean observe(int epoch, double loss) {
    if (patience > 0 && loss < best) {
      best = loss;
      bestEpoch = epoch;
      kept =
          new Checkpoint.Best(
              model.parameters().values().clone(), model.buffers().values().clone());
    }
    return overdue(epoch);
  }

  /// Requires a loss that can be compared with others; where it cannot, puts the best weights back.
  ///
  /// @throws NonFiniteLossException if it is NaN or infinite
  void requireFinite(int epoch, double loss) {
    if (patience == 0 || Double.isFinite(loss)) {
      return;
    }
    putBack();
    throw new NonFiniteLossException(
        "early stopping watches the validation loss, and after epoch "
            + epoch
            + " it is "
            + loss
            + (kept.values().length > 0
                ? "; the weights are those of epoch " + bestEpoch + ", the best so far"
                : "")
            + ": look for extreme values in the validation data, try a smaller learning rate, or"
            + " train without early stopping");
  }

  boolean overdue(int epoch) {
    return patience > 0 && epoch - bestEpoch >= patience;
  }

  /// Puts the best weights in place, if any were kept.
  void putBack() {
    if (kept.values().length > 0) {
      float[] values = kept.values();
      float[] buffers = kept.buffers();
      System.arraycopy(values, 0, model.parameters().values(), 0, values.length);
      System.arraycopy(buffers, 0, model.buffers().values(), 0, buffers.length);
      model.parameters().changed();
    }
  }
}
