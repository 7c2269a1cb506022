package io.gradus.op;

import io.gradus.Tensor;
import io.gradus.kernel.Fold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = max x` over the axes `[from, to)`, which keep length 1; NaN wins, and makes all gradients
/// of its run NaN. Equal winners share the gradient evenly, as with `torch.amax`.
public record ReduceMax(int from, int to) implements Reduction {
  @Override
  public Fold fold() {
    return Fold.MAX;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(winners(call, from, to));
  }

  static Tensor winners(Vjp call, int from, int to) {
    Tensor won = call.input(0).equal(call.output());
    Tensor count = Tensor.apply(new Sum(from, to), List.of(won));
    return won.multiply(call.gradient().divide(count));
  }
}
