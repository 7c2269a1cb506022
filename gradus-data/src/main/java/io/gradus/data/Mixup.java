package io.gradus.data;

import io.gradus.train.DataException;

/// `x = l x1 + (1 - l) x2`, and the same for the shares of the classes, with `l` from Beta(a, a)
/// and any other sample of the data (Zhang, Cisse, Dauphin and Lopez-Paz 2018).
///
/// A network is trained against the shares; the training accuracy counts the class with the larger
/// one. The other sample is the one that its own epoch shows. It needs a loss with an output for
/// each class, such as [io.gradus.nn.CrossEntropy].
///
/// @param alpha `a`, above 0 and at most 1: near 0 hardly anything is mixed, at 1 every `l` is as
///   likely
public record Mixup(double alpha) implements Augmentation.Step {
  private static final int PARTNER = 0;
  private static final int FIRST = 1;

  /// Checks the parameter.
  ///
  /// @throws DataException if it is not above 0 and at most 1
  public Mixup {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new DataException("Mixup: expected an alpha above 0 and up to 1, got " + alpha);
    }
  }

  /// @param kept how much of the sample stays
  /// @param partner the sample that the rest is of
  record Drawn(double kept, int partner) {
    static final Drawn NOTHING = new Drawn(1, 0);
  }

  Drawn drawn(Draws draws, int size) {
    return new Drawn(share(draws), draws.below(size, PARTNER));
  }

  /// Beta(a, a) by Joehnk (1964): with u, v uniform, `x / (x + y)` for `x = u^(1/a)`, `y = v^(1/a)`
  /// if `x + y <= 1`.
  ///
  /// In logarithms, because for a small `a` both powers may be 0.
  private double share(Draws draws) {
    for (int attempt = FIRST; ; attempt++) {
      double x = StrictMath.log(1 - draws.uniform(2 * attempt)) / alpha;
      double y = StrictMath.log(1 - draws.uniform(2 * attempt + 1)) / alpha;
      if (StrictMath.exp(x) + StrictMath.exp(y) <= 1) {
        return 1 / (1 + StrictMath.exp(y - x));
      }
    }
  }
}
