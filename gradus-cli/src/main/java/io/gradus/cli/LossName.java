package io.gradus.cli;

import io.gradus.explain.RawRow;
import io.gradus.expr.Numbers;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Huber;
import io.gradus.nn.LogCosh;
import io.gradus.nn.Loss;
import io.gradus.nn.MeanAbsoluteError;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.NegativeLogLikelihood;
import io.gradus.nn.Poisson;
import io.gradus.train.Batch;
import io.gradus.train.Column;
import io.gradus.train.Outputs;
import io.gradus.train.SavedModel;
import io.gradus.train.Target;
import java.util.Arrays;
import java.util.List;
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

  /// Refuses a loss that does not fit what a model gives, or what it should give.
  ///
  /// @param targets the numbers to predict as the network sees them, row by row; none for classes
  /// @throws IllegalArgumentException if it does not fit; names a loss that does
  void require(SavedModel model, float[] targets) {
    int outputs = model.graph().outputs().getFirst().shape().size();
    boolean compares = this == CROSS_ENTROPY || this == NEGATIVE_LOG_LIKELIHOOD;
    if (compares && outputs == 1) {
      boolean classes = model.target() instanceof Target.Classes;
      throw new IllegalArgumentException(
          "--loss %s compares classes, one output each, and this model has 1 output: try %s"
              .formatted(this, classes ? BINARY_CROSS_ENTROPY : MEAN_SQUARED_ERROR));
    }
    for (int row = 0; row < targets.length / outputs; row++) {
      double sum = 0;
      for (int i = row * outputs; i < (row + 1) * outputs; i++) {
        requireNumber(targets[i]);
        sum += targets[i];
      }
      if (compares && Math.abs(sum - 1) > 1e-3) {
        throw new IllegalArgumentException(
            "--loss %s takes classes, or probabilities that add up to 1; the targets of a row, as the network sees them, add up to %s: try %s"
                .formatted(this, Numbers.format(sum, 6), MEAN_SQUARED_ERROR));
      }
    }
  }

  /// The numbers to predict of a batch; none for classes.
  static float[] targets(SavedModel model, Batch batch) {
    return model.target() instanceof Target.Classes
        ? new float[0]
        : Arrays.copyOf(batch.values, batch.rows() * batch.valueWidth());
  }

  /// The numbers to predict of a row; none for classes.
  ///
  /// @throws io.gradus.train.DataException if the row does not fit the model
  static float[] targets(SavedModel model, RawRow row) {
    List<Column> columns = model.preprocessing().targets();
    boolean classes = model.target() instanceof Target.Classes;
    float[] numbers = new float[classes ? 0 : columns.size()];
    // The walkthrough tells a row of another width.
    if (!classes && row.targets().size() == columns.size()) {
      for (int i = 0; i < numbers.length; i++) {
        columns.get(i).encode(row.targets().get(i).strip(), numbers, i, row.where());
      }
    }
    return numbers;
  }

  private void requireNumber(float target) {
    boolean probabilities =
        this == CROSS_ENTROPY || this == NEGATIVE_LOG_LIKELIHOOD || this == BINARY_CROSS_ENTROPY;
    String wanted = probabilities ? "classes, or probabilities from 0 to 1" : "counts of 0 or more";
    boolean fits = target >= 0 && (this == POISSON || target <= 1);
    if ((probabilities || this == POISSON) && !fits) {
      throw new IllegalArgumentException(
          "--loss %s takes %s; a target, as the network sees it, is %s: try %s"
              .formatted(this, wanted, Numbers.format(target, 6), MEAN_SQUARED_ERROR));
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
