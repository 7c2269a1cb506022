package io.gradus.train;

/// How scores of single classes become one number.
///
/// A class that occurs neither as true nor as predicted takes no part, and 0 / 0 counts as 0.
public enum Average {
  /// The score of the second of two classes.
  BINARY,
  /// The mean over the classes.
  MACRO,
  /// The score of all classes' counts taken together.
  MICRO,
  /// The mean over the classes, each weighted by its number of true rows.
  WEIGHTED;

  double of(ConfusionMatrix matrix, ClassScore score) {
    return switch (this) {
      case BINARY -> binary(matrix, score);
      case MICRO -> micro(matrix, score);
      case MACRO, WEIGHTED -> mean(matrix, score);
    };
  }

  private static double binary(ConfusionMatrix matrix, ClassScore score) {
    if (matrix.classes() != 2) {
      throw new DataException(
          "a binary score needs 2 classes, got " + matrix.classes() + ": use MACRO or MICRO");
    }
    return score.of(matrix.weight(1, 1), matrix.predictedWeight(1), matrix.actualWeight(1));
  }

  private static double micro(ConfusionMatrix matrix, ClassScore score) {
    double correct = 0;
    double predicted = 0;
    double actual = 0;
    for (int i = 0; i < matrix.classes(); i++) {
      correct += matrix.weight(i, i);
      predicted += matrix.predictedWeight(i);
      actual += matrix.actualWeight(i);
    }
    return score.of(correct, predicted, actual);
  }

  private double mean(ConfusionMatrix matrix, ClassScore score) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < matrix.classes(); i++) {
      double predicted = matrix.predictedWeight(i);
      double actual = matrix.actualWeight(i);
      if (predicted + actual > 0) {
        double weight = this == MACRO ? 1 : actual;
        sum += weight * score.of(matrix.weight(i, i), predicted, actual);
        weights += weight;
      }
    }
    return sum / weights;
  }
}
