package io.gradus.train;

/// correct / predicted: of the rows predicted as a class, the share that is of it.
///
/// Takes logits or probabilities of classes; see [Average] for how classes are put together.
public final class Precision extends ClassScore {

  /// For logits.
  public Precision(Average average) {
    this(average, Outputs.LOGITS);
  }

  /// Put together over the classes as `average` says, of logits or of probabilities.
  public Precision(Average average, Outputs kind) {
    super(average, kind);
  }

  @Override
  double of(double correct, double predicted, double actual) {
    return ratio(correct, predicted);
  }

  @Override
  String scoreName() {
    return "precision";
  }
}
