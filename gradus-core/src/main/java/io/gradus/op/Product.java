package io.gradus.op;

import io.gradus.Shape;
import io.gradus.Tensor;
import io.gradus.kernel.Fold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `y = product of x` over the axes `[from, to)`, which keep length 1.
///
/// The gradient at a factor is the product of the others, multiplied in pairs and never divided. So
/// zeros need no case of their own, and where the product underflows or overflows (1e-30 times
/// 1e-30) the gradients do not (1e-30 each), unless a product of some of the others does.
public record Product(int from, int to) implements Reduction {
  @Override
  public Fold fold() {
    return Fold.PRODUCT;
  }

  @Override
  public List<@Nullable Tensor> vjp(Vjp call) {
    Tensor x = call.input(0);
    int[] lengths = x.shape().lengths();
    int factors = 1;
    for (int axis = from; axis < to; axis++) {
      factors *= lengths[axis];
    }
    Shape before = x.shape().slice(0, from);
    Shape after = x.shape().slice(to, lengths.length);
    Shape flat = before.concat(Shape.of(factors)).concat(after);
    Tensor gradient = call.gradient().reshape(flat.with(from, 1));
    return Vjp.one(spread(x.reshape(flat), gradient).reshape(x.shape()));
  }

  /// Goes up a tree of products of pairs, the first half of the factors with the second, and down
  /// again with the gradient: at each factor that of its product times the other factor.
  private Tensor spread(Tensor x, Tensor gradient) {
    List<Tensor> levels = new ArrayList<>();
    Tensor level = x;
    while (length(level) > 1) {
      levels.add(level);
      level = join(first(level).multiply(second(level)), rest(level));
    }
    Tensor down = length(x) == 0 ? x : gradient;
    for (Tensor pairs : levels.reversed()) {
      int half = length(pairs) / 2;
      Tensor products = down.slice(from, 0, half);
      Tensor both =
          Tensor.concat(from, products.multiply(second(pairs)), products.multiply(first(pairs)));
      down = join(both, down.slice(from, half, length(down)));
    }
    return down;
  }

  private int length(Tensor x) {
    return x.shape().length(from);
  }

  private Tensor first(Tensor x) {
    return x.slice(from, 0, length(x) / 2);
  }

  private Tensor second(Tensor x) {
    return x.slice(from, length(x) / 2, length(x) / 2 * 2);
  }

  /// The last factor of an odd number, which has no partner; otherwise nothing.
  private Tensor rest(Tensor x) {
    return x.slice(from, length(x) / 2 * 2, length(x));
  }

  private Tensor join(Tensor a, Tensor b) {
    return length(b) == 0 ? a : Tensor.concat(from, a, b);
  }
}
