package io.gradus.nn;

import io.gradus.Indices;
import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import io.gradus.expr.Expr;
import io.gradus.op.Formula;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `l = -p t ln s(x) - (1 - t) ln(1 - s(x))` from logits `x`, with `s` the sigmoid, `t` the
/// probability that the answer is yes, and `p` the weight of a yes.
///
/// Computed as `p t softplus(-x) + (1 - t) softplus(x)`, which for `p = 1` is `max(x, 0) - x t +
/// ln(1 + e^-|x|)` and neither overflows nor cancels.
///
/// Targets are numbers of the outputs' shape, or labels 0 and 1 for a single output `[batch, 1]` or
/// `[batch]`. A label of -1 does not count.
///
/// @param positiveWeights `p`: none for 1, one for all outputs, or one for each output of the last
///   axis
public record BinaryCrossEntropy(List<Double> positiveWeights, Reduction reduction)
    implements Loss {
  private static final String NAME = "BinaryCrossEntropy";

  /// Checks the weights.
  ///
  /// @throws IllegalArgumentException if a weight is negative or not finite
  public BinaryCrossEntropy {
    positiveWeights = ClassWeights.checked(NAME, positiveWeights);
  }

  /// The mean, a yes counting as much as a no.
  public BinaryCrossEntropy() {
    this(List.of(), Reduction.MEAN);
  }

  /// A yes counting as much as a no.
  public BinaryCrossEntropy(Reduction reduction) {
    this(List.of(), reduction);
  }

  /// The same loss that counts a yes `weights` times: one number, or one for each output.
  public BinaryCrossEntropy withPositiveWeights(double... weights) {
    return new BinaryCrossEntropy(ClassWeights.list(weights), reduction);
  }

  /// One for two classes.
  @Override
  public int outputs(int classes) {
    return classes == 2 ? 1 : classes;
  }

  @Override
  public Tensor of(Tensor outputs, Targets targets) {
    Indices labels = targets.labels();
    Tensor wanted;
    Tensor counted = null;
    if (labels == null) {
      wanted = targets.requireValues(NAME, outputs.shape());
    } else {
      Tensor member = members(labels, outputs.shape());
      wanted = member.slice(-1, 1, 2).reshape(outputs.shape());
      counted = member.sum(-1).reshape(outputs.shape());
    }
    Expr x = Formula.operand(0);
    Expr t = Formula.operand(1);
    Expr yes = t.times(x.negate().softplus());
    Expr no = Expr.lit(1).minus(t).times(x.softplus());
    if (positiveWeights.isEmpty()) {
      return reduced(targets, counted, yes.plus(no), List.of(outputs, wanted));
    }
    Expr weighted = Formula.operand(2).times(yes).plus(no);
    Tensor weights =
        positiveWeights.size() == 1
            ? Tensor.full(positiveWeights.getFirst())
            : ClassWeights.tensor(NAME, positiveWeights, outputs.shape().length(-1));
    return reduced(targets, counted, weighted, List.of(outputs, wanted, weights));
  }

  private Tensor reduced(
      Targets targets, @Nullable Tensor counted, Expr term, List<Tensor> operands) {
    Formula formula = new Formula(NAME, operands.size(), term);
    Tensor losses = Tensor.apply(formula, operands);
    return counted == null
        ? targets.reduce(reduction, losses)
        : targets.reduce(reduction, losses.multiply(counted), counted);
  }

  /// `[.., 2]`: 1 at the label, zeros for one that does not count.
  private static Tensor members(Indices labels, Shape outputs) {
    if (labels.shape().size() != outputs.size()) {
      throw new ShapeException(
          NAME
              + " compares labels "
              + labels.shape()
              + " with one output each, got "
              + outputs
              + ": give the last layer 1 unit, or use CrossEntropy");
    }
    return labels.oneHot(2);
  }
}
