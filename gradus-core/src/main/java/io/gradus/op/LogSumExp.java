package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = ln sum e^x` along an axis, which keeps length 1; computed as `m + ln sum e^(x - m)` with `m
/// = max x`, so it never overflows.
public record LogSumExp(int axis) implements Composite {
  @Override
  public Tensor define(Operands in) {
    Tensor x = in.tensor(0);
    Tensor peak = x.max(axis).stopGradient();
    Tensor finite = peak.abs().less(Float.POSITIVE_INFINITY).where(peak, Tensor.full(0));
    return x.subtract(finite).exp().sum(axis).log().add(finite);
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(call.gradient().multiply(call.input(0).subtract(call.output()).exp()));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0).with(axis, 1);
  }

  @Override
  public String formula(List<String> operands) {
    return "ln sum e^" + operands.get(0) + " along axis " + axis;
  }

  @Override
  public List<Example> examples() {
    return SoftmaxExamples.along(axis);
  }
}
