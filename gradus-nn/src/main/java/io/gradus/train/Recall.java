package io.gradus.train;

/// correct / actual: of the rows of a class, the share that was predicted as it.
///
/// Takes logits or probabilities of classes; see [Average] for how classes are put together.
public final class Recall extends ClassScore {

  /// For logits.
  public Recall(Average average) {
    this(average, Outputs.LOGITS);
  }

  /// Put together over the classes as `average` says, of logits or of probabilities.
  public Recall(Average average, Outputs kind) {
    super(average, kind);
  }

  @Override
  double of(double correct, double predicted, double actual) {
    return ratio(correct, actual);
  }

  @Override
  String scoreName() {
    return "recall";
  }
}
