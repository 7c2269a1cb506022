package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y_i = e^x_i / sum_j e^x_j` along an axis: positive numbers that sum to 1.
///
/// Computed from `x - max x`, so large inputs do not overflow. The gradient is `y * (g - sum_j g_j
/// y_j)`.
public record Softmax(int axis) implements Composite {
  @Override
  public Tensor define(Operands in) {
    Tensor x = in.tensor(0);
    Tensor e = x.subtract(x.max(axis).stopGradient()).exp();
    return e.divide(e.sum(axis));
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor weighted = call.gradient().multiply(call.output());
    return Vjp.one(weighted.subtract(call.output().multiply(weighted.sum(axis))));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.get(0).axis(axis);
    return inputs.get(0);
  }

  @Override
  public String formula(List<String> operands) {
    return "softmax(" + operands.get(0) + ", axis " + axis + ")";
  }

  @Override
  public String intuition() {
    return "Raising one score lowers all other probabilities: they share a total of 1.";
  }

  @Override
  public List<Example> examples() {
    return SoftmaxExamples.along(axis);
  }
}
