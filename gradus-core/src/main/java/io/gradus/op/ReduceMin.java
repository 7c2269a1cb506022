package io.gradus.op;

import io.gradus.Tensor;
import io.gradus.kernel.Fold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = min x` over the axes `[from, to)`, which keep length 1; NaN wins, and makes all gradients
/// of its run NaN. Equal winners share the gradient evenly, as with `torch.amin`.
public record ReduceMin(int from, int to) implements Reduction {
  @Override
  public Fold fold() {
    return Fold.MIN;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(ReduceMax.winners(call, from, to));
  }
}
