package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y_i = x_i - ln sum_j e^x_j` along an axis: the logarithm of softmax without its rounding to 0.
///
/// The gradient is `g - e^y * sum_j g_j`.
public record LogSoftmax(int axis) implements Composite {
  @Override
  public Tensor define(Operands in) {
    Tensor x = in.tensor(0);
    Tensor shifted = x.subtract(x.max(axis).stopGradient());
    return shifted.subtract(shifted.exp().sum(axis).log());
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor g = call.gradient();
    return Vjp.one(g.subtract(call.output().exp().multiply(g.sum(axis))));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.get(0).axis(axis);
    return inputs.get(0);
  }

  @Override
  public String formula(List<String> operands) {
    return "logSoftmax(" + operands.get(0) + ", axis " + axis + ")";
  }

  @Override
  public List<Example> examples() {
    return SoftmaxExamples.along(axis);
  }
}
