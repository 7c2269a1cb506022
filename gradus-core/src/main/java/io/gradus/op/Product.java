package io.gradus.op;

import io.gradus.Tensor;
import io.gradus.kernel.Fold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = product of x` over the axes `[from, to)`, which keep length 1.
///
/// The gradient is the product of the others: where one factor is zero it is the product of the
/// rest for that factor and zero for the rest, and where two are zero it is zero. Without zeros it
/// is the product divided by the factor: where the whole product leaves the range of a float, so
/// does the gradient, even where the product of the others would not.
public record Product(int from, int to) implements Reduction {
  @Override
  public Fold fold() {
    return Fold.PRODUCT;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor x = call.input(0);
    Tensor zero = x.equal(0);
    Tensor zeros = Tensor.apply(new Sum(from, to), List.of(zero));
    Tensor others = Tensor.apply(this, List.of(zero.where(Tensor.full(1), x)));
    Tensor alone =
        zero.where(
            zeros.equal(1).where(others, Tensor.full(0)),
            zeros.equal(0).where(others, Tensor.full(0)).divide(zero.where(Tensor.full(1), x)));
    return Vjp.one(call.gradient().multiply(alone));
  }
}
