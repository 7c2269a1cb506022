package io.gradus.train;

/// Logarithms of probabilities, in double, from logits or from probabilities.
final class LogOdds {
  private LogOdds() {}

  /// log(sum(exp(z_i))) over one row, leaving out class `without` (-1 for none).
  static double logSumExp(float[] outputs, int row, int width, int without) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < width; i++) {
      if (i != without) {
        most = Math.max(most, outputs[row * width + i]);
      }
    }
    if (Double.isInfinite(most)) {
      return most;
    }
    double sum = 0;
    for (int i = 0; i < width; i++) {
      if (i != without) {
        sum += StrictMath.exp(outputs[row * width + i] - most);
      }
    }
    return most + StrictMath.log(sum);
  }

  /// -log p(`label`) of one row.
  static double surprise(Outputs kind, float[] outputs, int row, int width, int label) {
    if (kind == Outputs.PROBABILITIES) {
      double p = width == 1 ? outputs[row] : outputs[row * width + label];
      return -StrictMath.log(width == 1 && label == 0 ? 1 - p : p);
    }
    if (width == 1) {
      double z = label == 1 ? -outputs[row] : outputs[row];
      return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }
    return logSumExp(outputs, row, width, -1) - outputs[row * width + label];
  }

  /// A number that grows with the probability of class `label`: exact where it can be, so that
  /// equal outputs stay equal and unequal ones do not both become 1.
  static double score(Outputs kind, float[] outputs, int row, int width, int label) {
    if (width == 1) {
      return label == 1 ? outputs[row] : -outputs[row];
    }
    double own = outputs[row * width + label];
    if (width == 2) {
      return own - outputs[row * width + 1 - label];
    }
    return kind == Outputs.PROBABILITIES ? own : own - logSumExp(outputs, row, width, label);
  }
}
