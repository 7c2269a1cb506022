package io.gradus.op;

import io.gradus.Tensor;
import io.gradus.kernel.Fold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = sum x` over the axes `[from, to)`, which keep length 1.
public record Sum(int from, int to) implements Reduction {
  @Override
  public Fold fold() {
    return Fold.SUM;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    return Vjp.one(call.gradient().expand(call.shape(0)));
  }
}
