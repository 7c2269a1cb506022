package io.gradus.nn;

import io.gradus.Param;
import io.gradus.Tensor;
import java.util.Map;
import java.util.function.Predicate;

/// `L + l1 sum |w| + l2 / 2 sum w^2`: a loss that also charges for large weights.
///
/// The gradient of a weight grows by `l1 sign(w) + l2 w`, so with plain gradient descent `l2` is
/// the weight decay (Krogh and Hertz 1991); with Adam the two differ, see `AdamW`. Frozen
/// parameters are not charged. It is charged once for each update, and once for each evaluation,
/// however many batches these are made of; around a sum it weighs less, the more samples an update
/// has.
///
/// @param loss the loss of the outputs, reduced to one number
/// @param l1 the price of a weight's size, which makes weights exactly 0 worth while
/// @param l2 the price of a weight's square
/// @param on which parameters are charged
public record Penalty(Loss loss, double l1, double l2, Predicate<Param> on) implements Loss {
  /// Checks the prices.
  ///
  /// @throws IllegalArgumentException if a price is negative
  public Penalty {
    if (!(l1 >= 0 && l2 >= 0 && l1 + l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Penalty takes finite prices of 0 or more, got l1 " + l1 + " and l2 " + l2);
    }
  }

  /// Charges for weights, but not for biases and the scales of norms: for what has two axes or
  /// more.
  public Penalty(Loss loss, double l1, double l2) {
    this(loss, l1, l2, param -> param.shape().rank() >= 2);
  }

  /// `L + price sum |w|` (Tibshirani 1996): makes weights that matter little exactly 0.
  public static Penalty l1(Loss loss, double price) {
    return new Penalty(loss, price, 0);
  }

  /// `L + price / 2 sum w^2`: keeps all weights small.
  public static Penalty l2(Loss loss, double price) {
    return new Penalty(loss, 0, price);
  }

  @Override
  public Reduction reduction() {
    return loss.reduction();
  }

  @Override
  public int ignoredLabel() {
    return loss.ignoredLabel();
  }

  @Override
  public double labelWeight(int label) {
    return loss.labelWeight(label);
  }

  @Override
  public Loss unpenalised() {
    return loss.unpenalised();
  }

  @Override
  public int outputs(int classes) {
    return loss.outputs(classes);
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    throw new IllegalStateException(
        "Penalty looks at the weights: call of(outputs, targets, parameters), with those of the"
            + " pass that gave the outputs");
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets, Map<Param, Tensor> parameters) {
    Tensor total = loss.of(outputs, targets, parameters);
    if (total.shape().size() != 1) {
      throw new io.gradus.ShapeException(
          "Penalty adds to a loss of one number, got " + total.shape() + ": reduce it first");
    }
    for (Map.Entry<Param, Tensor> entry : parameters.entrySet()) {
      if (!entry.getKey().frozen() && on.test(entry.getKey())) {
        total = charged(total, entry.getValue());
      }
    }
    return total;
  }

  private Tensor charged(Tensor total, Tensor weights) {
    Tensor sum = total;
    if (l1 > 0) {
      sum = sum.add(weights.abs().sum().multiply(l1));
    }
    if (l2 > 0) {
      sum = sum.add(weights.square().sum().multiply(l2 / 2));
    }
    return sum;
  }
}
