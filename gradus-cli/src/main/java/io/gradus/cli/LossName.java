package io.gradus.cli;

import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Huber;
import io.gradus.nn.LogCosh;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanAbsoluteError;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Poisson;
import io.gradus.train.Outputs;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.Locale;

/// The losses by the names that a user types.
enum LossName {
  CROSS_ENTROPY(new CrossEntropy()),
  BINARY_CROSS_ENTROPY(new BinaryCrossEntropy()),
  NEGATIVE_LOG_LIKELIHOOD(new NegativeLogLikelihood()),
  MEAN_SQUARED_ERROR(new MeanSquaredError()),
  MEAN_ABSOLUTE_ERROR(new MeanAbsoluteError()),
  HUBER(new Huber()),
  LOG_COSH(new LogCosh()),
  POISSON(new Poisson());

  final Loss loss;

  LossName(Loss loss) {
    this.loss = loss;
  }

  /// The loss that fits what a model gives.
  ///
  /// @throws IllegalArgumentException if it gives probabilities: no loss here takes those
  static LossName of(SavedModel model) {
    if (!(model.target() instanceof Target.Classes)) {
      return MEAN_SQUARED_ERROR;
    }
    if (model.outputs() == Outputs.PROBABILITIES) {
      throw new IllegalArgumentException(
          "the model gives probabilities, and the losses here take logits or their logarithms:"
              + " name one with --loss, or save the network without its last softmax or sigmoid");
    }
    return model.graph().outputs().getFirst().shape().size() == 1
        ? BINARY_CROSS_ENTROPY
        : CROSS_ENTROPY;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
