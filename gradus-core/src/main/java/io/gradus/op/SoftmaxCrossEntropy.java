package io.gradus.op;

import io.gradus.Shape;
import io.gradus.ShapeException;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `L = -sum_c t_c ln softmax(z)_c` over the last axis: logits z and targets t `[.., classes]` give
/// losses `[..]`.
///
/// The gradient with respect to z is `softmax(z) * sum t - t`: prediction minus target.
public record SoftmaxCrossEntropy() implements Composite {
  @Override
  public Tensor define(Operands in) {
    Tensor z = in.tensor(0);
    Tensor t = in.tensor(1);
    // A class of logit -infinity that is not wanted counts nothing: 0 times infinity would be NaN.
    Tensor terms = t.equal(0).where(Tensor.full(0), z.logSoftmax(-1).multiply(t));
    Tensor sum = terms.sum(-1).negate();
    return sum.squeeze(-1);
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor z = call.input(0);
    Tensor t = call.input(1);
    Shape open = z.shape().with(-1, 1);
    Tensor g = call.gradient().reshape(open);
    Tensor toLogits = null;
    if (call.wants(0)) {
      toLogits = z.softmax(-1).multiply(t.sum(-1)).subtract(t).multiply(g);
    }
    return Vjp.two(toLogits, call.wants(1) ? z.logSoftmax(-1).negate().multiply(g) : null);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape z = inputs.get(0);
    if (z.rank() < 1 || !z.equals(inputs.get(1))) {
      throw new ShapeException(
          "cross-entropy: logits " + z + " and targets " + inputs.get(1) + " differ");
    }
    return z.slice(0, z.rank() - 1);
  }

  @Override
  public String formula(List<String> operands) {
    return "-sum " + operands.get(1) + " ln softmax(" + operands.get(0) + ")";
  }

  @Override
  public String intuition() {
    return "The gradient at the logits is prediction minus target.";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.in(0.1, 1, Shape.of(3, 4), Shape.of(3, 4)),
        Example.in(0.1, 1, Shape.of(2, 3, 1), Shape.of(2, 3, 1)));
  }
}
