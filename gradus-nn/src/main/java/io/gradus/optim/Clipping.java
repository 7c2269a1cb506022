package io.gradus.optim;

/// How gradients that are too large are cut before an update uses them; the gradient array stays as
/// it is.
public sealed interface Clipping {
  /// What keeps a norm of 0 from dividing; PyTorch's.
  double EPSILON = 1e-6;

  /// Gradients as they are.
  record None() implements Clipping {}

  /// `g <- max(-limit, min(limit, g))`, element by element.
  record ByValue(double limit) implements Clipping {
    /// Checks that the limit is above 0, and finite.
    ///
    /// @throws IllegalArgumentException if it is not
    public ByValue {
      Require.positive("Clipping.ByValue", "limit", limit);
    }
  }

  /// `g <- g min(1, limit / (|g| + 1e-6))`, each parameter by its own norm.
  record ByNorm(double limit) implements Clipping {
    /// Checks that the limit is above 0, and finite.
    ///
    /// @throws IllegalArgumentException if it is not
    public ByNorm {
      Require.positive("Clipping.ByNorm", "limit", limit);
    }
  }

  /// `g <- g min(1, limit / (|g| + 1e-6))`, by the norm of all gradients together (Pascanu, Mikolov
  /// and Bengio 2013, alg. 1).
  record ByGlobalNorm(double limit) implements Clipping {
    /// Checks that the limit is above 0, and finite.
    ///
    /// @throws IllegalArgumentException if it is not
    public ByGlobalNorm {
      Require.positive("Clipping.ByGlobalNorm", "limit", limit);
    }
  }

  /// Gradients as they are.
  static Clipping none() {
    return new None();
  }

  /// No element beyond `limit`.
  static Clipping byValue(double limit) {
    return new ByValue(limit);
  }

  /// No parameter's gradient longer than `limit`.
  static Clipping byNorm(double limit) {
    return new ByNorm(limit);
  }

  /// The gradient of all parameters together not longer than `limit`.
  static Clipping byGlobalNorm(double limit) {
    return new ByGlobalNorm(limit);
  }

  /// `min(1, limit / (norm + 1e-6))`.
  static double factor(double limit, double norm) {
    return Math.min(1, limit / (norm + EPSILON));
  }
}
