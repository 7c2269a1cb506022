package io.gradus.train;

/// 2 correct / (predicted + actual): the harmonic mean of precision and recall.
///
/// Takes logits or probabilities of classes; see [Average] for how classes are put together.
public final class F1 extends ClassScore {

  /// For logits.
  public F1(Average average) {
    this(average, Outputs.LOGITS);
  }

  /// Put together over the classes as `average` says, of logits or of probabilities.
  public F1(Average average, Outputs kind) {
    super(average, kind);
  }

  @Override
  double of(double correct, double predicted, double actual) {
    return ratio(2 * correct, predicted + actual);
  }

  @Override
  String scoreName() {
    return "f1";
  }
}
