package io.gradus.explain;

import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.nn.BinaryCrossEntropy;
import io.gradus.nn.CrossEntropy;
import io.gradus.nn.Loss;
import io.gradus.nn.Targets;
import io.gradus.op.Formula;
import java.util.List;

/// How wrong the outputs `o` of a [DenseExample] are, `t` being what they should be.
///
/// The error of several samples is the mean of theirs.
public enum DenseLoss {
  /// `E = sum 1/2 (t - o)^2`.
  HALF_SQUARES("half the squared error, summed"),
  /// `E = mean (o - t)^2`.
  MEAN_SQUARES("mean squared error"),
  /// `E = -sum (t ln o + (1 - t) ln(1 - o))`, for outputs between 0 and 1, such as a sigmoid's.
  LOG_LOSS("cross-entropy of probabilities"),
  /// `E = mean (t softplus(-o) + (1 - t) softplus(o))`: the sigmoid is part of the loss.
  BINARY_CROSS_ENTROPY("binary cross-entropy of logits"),
  /// `E = -sum t ln p`, `p = softmax(o)`: the softmax is part of the loss.
  CROSS_ENTROPY("softmax cross-entropy of logits");

  private final String title;

  DenseLoss(String title) {
    this.title = title;
  }

  /// What people call it.
  public String title() {
    return title;
  }

  /// The formula for one output; for [#CROSS_ENTROPY] over its probability.
  Expr term(Expr out, Expr target) {
    Expr not = Expr.lit(1).minus(target);
    return switch (this) {
      case HALF_SQUARES -> Expr.lit(0.5).times(target.minus(out).square());
      case MEAN_SQUARES -> out.minus(target).square();
      case LOG_LOSS ->
          target.times(out.log()).plus(not.times(Expr.lit(1).minus(out).log())).negate();
      case BINARY_CROSS_ENTROPY ->
          target.times(out.negate().softplus()).plus(not.times(out.softplus()));
      case CROSS_ENTROPY -> target.times(out.log()).negate();
    };
  }

  /// By what the sum over so many outputs is divided.
  int divisor(int outputs) {
    return this == MEAN_SQUARES || this == BINARY_CROSS_ENTROPY ? outputs : 1;
  }

  /// The loss of each sample, `[samples]`, of outputs and targets `[samples, outputs]`.
  Tensor of(Tensor outputs, Tensor targets) {
    return switch (this) {
      case HALF_SQUARES -> targets.subtract(outputs).square().multiply(0.5).sum(1);
      case MEAN_SQUARES -> outputs.subtract(targets).square().mean(1);
      case LOG_LOSS -> {
        Expr term = term(Formula.operand(0), Formula.operand(1));
        Formula formula = new Formula("LogLoss", 2, term);
        yield Tensor.apply(formula, List.of(outputs, targets)).sum(1);
      }
      case BINARY_CROSS_ENTROPY ->
          new BinaryCrossEntropy(Loss.Reduction.NONE).of(outputs, Targets.of(targets)).mean(1);
      case CROSS_ENTROPY ->
          new CrossEntropy(0, Loss.Reduction.NONE).of(outputs, Targets.of(targets));
    };
  }
}
